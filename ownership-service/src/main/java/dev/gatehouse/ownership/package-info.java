/**
 * Ownership-service: who the teams are, and which stack is whose. Features: {@code team}, {@code stack}; {@code problem}
 * words what is refused. Features do not depend on each other.
 */
@NullMarked
package dev.gatehouse.ownership;

import org.jspecify.annotations.NullMarked;
