/**
 * Temporal: one lazily connected client per service, traced and measured, and the delivery of workflow starts.
 *
 * <p>Allowed dependencies: {@code relay}, {@code trace}, the Temporal SDK, OpenTelemetry, Micrometer.
 */
@NullMarked
package dev.gatehouse.messaging.temporal;

import org.jspecify.annotations.NullMarked;
