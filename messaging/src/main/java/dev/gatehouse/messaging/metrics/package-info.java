/**
 * Gauges over this module's tables.
 *
 * <p>Allowed dependencies: {@code transaction}, Hibernate Reactive, Micrometer, the scheduler.
 */
@NullMarked
package dev.gatehouse.messaging.metrics;

import org.jspecify.annotations.NullMarked;
