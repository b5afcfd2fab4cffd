/** The routes under {@code /api/v1/stacks}. Allowed dependencies: {@code stack}, {@code identity}, {@code document}, {@code problem.model}, Jakarta REST. */
@NullMarked
package dev.gatehouse.request.stack.http;

import org.jspecify.annotations.NullMarked;
