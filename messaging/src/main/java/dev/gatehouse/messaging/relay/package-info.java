/**
 * The delivering end of the outbox: plain Java and JDBC, one thread and one dedicated connection per relay.
 *
 * <p>{@link dev.gatehouse.messaging.relay.Delivery} is the port towards Kafka and Temporal. Allowed dependencies: JDBC;
 * CDI, MicroProfile Config and Health in {@code Relays} and {@code RelayLiveness} only. No other package of this
 * module.
 */
@NullMarked
package dev.gatehouse.messaging.relay;

import org.jspecify.annotations.NullMarked;
