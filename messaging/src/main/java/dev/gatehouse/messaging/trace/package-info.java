/**
 * Carries a trace across rows and records in the W3C text form.
 *
 * <p>Allowed dependencies: OpenTelemetry. No other package of this module.
 */
@NullMarked
package dev.gatehouse.messaging.trace;

import org.jspecify.annotations.NullMarked;
