/** Keys and signatures by JOSE. Allowed dependencies: {@code intake}, {@code problem.model}, jose4j. */
@NullMarked
package dev.gatehouse.request.intake.jose;

import org.jspecify.annotations.NullMarked;
