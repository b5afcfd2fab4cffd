/** Requesting stacks and moving them by facts; the only gate to a stack. Allowed dependencies: {@code stack.model}, {@code template}, {@code identity.model}, {@code problem.model}, messaging, Mutiny. */
@NullMarked
package dev.gatehouse.request.stack;

import org.jspecify.annotations.NullMarked;
