/** The routes under {@code /api/v1/templates}. Allowed dependencies: {@code template}, {@code identity}, {@code document}, Jakarta REST. */
@NullMarked
package dev.gatehouse.request.template.http;

import org.jspecify.annotations.NullMarked;
