/**
 * The writing end of the transactional outbox: facts and workflow starts become rows in the caller's transaction.
 *
 * <p>Allowed dependencies: {@code event}, {@code trace}, {@code transaction}, {@code relay} (to wake it), Hibernate
 * Reactive, Jackson. Never Kafka or Temporal: those belong to the relay's deliveries.
 */
@NullMarked
package dev.gatehouse.messaging.outbox;

import org.jspecify.annotations.NullMarked;
