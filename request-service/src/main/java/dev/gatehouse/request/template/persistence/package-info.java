/** Templates and releases in PostgreSQL. Allowed dependencies: {@code template}, {@code document.json}, Hibernate Reactive. */
@NullMarked
package dev.gatehouse.request.template.persistence;

import org.jspecify.annotations.NullMarked;
