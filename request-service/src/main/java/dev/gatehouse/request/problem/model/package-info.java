/** What a refused request is told, as plain data (RFC 9457). Allowed dependencies: java.*, jspecify. */
@NullMarked
package dev.gatehouse.request.problem.model;

import org.jspecify.annotations.NullMarked;
