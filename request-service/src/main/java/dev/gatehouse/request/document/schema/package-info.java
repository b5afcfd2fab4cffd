/** JSON Schema 2020-12 with JSON pointers in its findings. Allowed dependencies: {@code document.model}, {@code problem.model}, networknt, RE2/J, Jackson. */
@NullMarked
package dev.gatehouse.request.document.schema;

import org.jspecify.annotations.NullMarked;
