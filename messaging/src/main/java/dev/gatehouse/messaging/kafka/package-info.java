/**
 * Kafka: the only place that touches the emitter, and the readiness check of the broker.
 *
 * <p>Allowed dependencies: {@code event}, {@code relay}, {@code trace}, SmallRye Reactive Messaging, the Kafka clients.
 */
@NullMarked
package dev.gatehouse.messaging.kafka;

import org.jspecify.annotations.NullMarked;
