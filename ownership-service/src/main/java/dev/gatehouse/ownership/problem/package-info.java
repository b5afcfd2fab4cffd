/**
 * What is refused, as RFC 9457 problem details with a stable {@code type}. Allowed dependencies: JAX-RS, Jackson, Bean
 * Validation, Quarkus security; no feature.
 */
@NullMarked
package dev.gatehouse.ownership.problem;

import org.jspecify.annotations.NullMarked;
