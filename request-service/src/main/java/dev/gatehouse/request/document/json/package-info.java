/** Strict reading and writing of JSON. Allowed dependencies: {@code document.model}, {@code problem.model}, Jackson. */
@NullMarked
package dev.gatehouse.request.document.json;

import org.jspecify.annotations.NullMarked;
