/** Timelines in PostgreSQL. Allowed dependencies: {@code timeline}, {@code stack}, {@code document.json}, Hibernate Reactive. */
@NullMarked
package dev.gatehouse.request.timeline.persistence;

import org.jspecify.annotations.NullMarked;
