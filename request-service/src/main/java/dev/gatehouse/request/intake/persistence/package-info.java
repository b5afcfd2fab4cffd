/** Producers and receipts in PostgreSQL. Allowed dependencies: {@code intake}, {@code document.json}, Hibernate Reactive. */
@NullMarked
package dev.gatehouse.request.intake.persistence;

import org.jspecify.annotations.NullMarked;
