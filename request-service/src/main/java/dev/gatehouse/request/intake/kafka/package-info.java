/** The topic {@code gatehouse.intake.v1}. Allowed dependencies: {@code intake}, {@code stack.json}, {@code problem.model}, messaging, reactive messaging. */
@NullMarked
package dev.gatehouse.request.intake.kafka;

import org.jspecify.annotations.NullMarked;
