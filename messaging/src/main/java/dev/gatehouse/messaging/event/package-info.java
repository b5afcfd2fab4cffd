/**
 * The CloudEvents envelope and deterministic event ids.
 *
 * <p>Allowed dependencies: the CloudEvents SDK, Jackson, Kafka's record type. No other package of this module.
 */
@NullMarked
package dev.gatehouse.messaging.event;

import org.jspecify.annotations.NullMarked;
