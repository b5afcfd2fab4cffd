/**
 * Kafka as a part: a broker in a child process, or a container when a container engine is there; topics and access rules
 * come from the event contract, {@code docs/events/asyncapi.yaml}. Depends on the root package, {@code
 * process}, Kafka's client, Jackson and Testcontainers.
 */
@NullMarked
package dev.gatehouse.local.kafka;

import org.jspecify.annotations.NullMarked;
