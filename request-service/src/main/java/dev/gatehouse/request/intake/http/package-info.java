/** The routes under {@code /api/v1/producers}. Allowed dependencies: {@code intake}, {@code identity}, {@code document}, {@code problem.model}, Jakarta REST. */
@NullMarked
package dev.gatehouse.request.intake.http;

import org.jspecify.annotations.NullMarked;
