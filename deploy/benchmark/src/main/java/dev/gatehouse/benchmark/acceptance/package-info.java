/**
 * Accepted stack requests: request-service's route beside a bare one that runs the same statements, and the database's
 * own pace. Allowed dependencies: {@code load}, {@code platform}, JDBC.
 */
@NullMarked
package dev.gatehouse.benchmark.acceptance;

import org.jspecify.annotations.NullMarked;
