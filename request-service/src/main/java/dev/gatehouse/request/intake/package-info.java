/** Orders by machines that are not people: registered producers, signed events. Allowed dependencies: {@code intake.model}, {@code stack}, {@code identity.model}, {@code problem.model}, messaging, Mutiny. */
@NullMarked
package dev.gatehouse.request.intake;

import org.jspecify.annotations.NullMarked;
