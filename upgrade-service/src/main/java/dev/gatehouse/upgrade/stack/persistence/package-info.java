/** The tables {@code stack} and {@code stack_operation}. Allowed dependencies: {@code stack}, Hibernate Reactive. */
@NullMarked
package dev.gatehouse.upgrade.stack.persistence;

import org.jspecify.annotations.NullMarked;
