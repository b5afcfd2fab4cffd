/** {@code /api/v1/teams}. Allowed dependencies: {@code team}, {@code team.model}, {@code problem}, JAX-RS, Quarkus security. */
@NullMarked
package dev.gatehouse.ownership.team.http;

import org.jspecify.annotations.NullMarked;
