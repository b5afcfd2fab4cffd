/**
 * Runs one Kafka broker (KRaft, broker and controller in one) as a process of its own, because its class path does not
 * mix with the services'. Depends on Kafka's server only; everything it needs to know comes in a properties file.
 */
@NullMarked
package dev.gatehouse.local.broker;

import org.jspecify.annotations.NullMarked;
