/** The template format and parameters as JSON Schema. Allowed dependencies: {@code template}, {@code document}. */
@NullMarked
package dev.gatehouse.request.template.schema;

import org.jspecify.annotations.NullMarked;
