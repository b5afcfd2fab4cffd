/**
 * Transactions, what happens after their commit, and the one bridge from blocking code.
 *
 * <p>Allowed dependencies: Hibernate Reactive, Vert.x, OpenTelemetry's context. No other package of this module.
 */
@NullMarked
package dev.gatehouse.messaging.transaction;

import org.jspecify.annotations.NullMarked;
