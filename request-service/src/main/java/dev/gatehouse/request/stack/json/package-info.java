/**
 * A stack request as JSON, the same over HTTP and intake. Allowed dependencies: {@code stack}, {@code document},
 * {@code problem.model}.
 */
@NullMarked
package dev.gatehouse.request.stack.json;

import org.jspecify.annotations.NullMarked;
