/**
 * The receiving end: high-water marks, gaps, dead letters and their replay.
 *
 * <p>{@code Inbox} decides the path of a record, {@code Marks} judges its place, {@code ParkedEvents} keeps what
 * cannot be applied now, {@code Burials} with {@code DeadLetterTable} what never can, {@code Persistence}
 * decides what is tried again. Allowed
 * dependencies: {@code event}, {@code transaction}, {@code outbox}, {@code trace}, {@code kafka} (header text),
 * Hibernate Reactive, Micrometer.
 */
@NullMarked
package dev.gatehouse.messaging.inbox;

import org.jspecify.annotations.NullMarked;
