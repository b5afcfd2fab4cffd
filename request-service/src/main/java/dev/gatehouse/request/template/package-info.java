/** Releasing templates and finding releases. Allowed dependencies: {@code template.model}, {@code document}, {@code problem.model}, messaging, Mutiny. */
@NullMarked
package dev.gatehouse.request.template;

import org.jspecify.annotations.NullMarked;
