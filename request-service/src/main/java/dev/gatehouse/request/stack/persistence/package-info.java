/** Stacks and idempotency keys in PostgreSQL. Allowed dependencies: {@code stack}, {@code document.json}, {@code problem.model}, Hibernate Reactive. */
@NullMarked
package dev.gatehouse.request.stack.persistence;

import org.jspecify.annotations.NullMarked;
