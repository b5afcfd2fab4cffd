/** Transactions and the bridge from blocking code. Allowed dependencies: Hibernate Reactive, Vert.x. */
@NullMarked
package dev.gatehouse.messaging.transaction;

import org.jspecify.annotations.NullMarked;
