/** Consuming: high-water marks, gaps, dead letters. Allowed dependencies: {@code event}, {@code transaction}, {@code outbox}. */
@NullMarked
package dev.gatehouse.messaging.inbox;

import org.jspecify.annotations.NullMarked;
