/**
 * RFC 9457 problem details for every refused request. Allowed dependencies: JAX-RS, Jackson, Quarkus security.
 */
@NullMarked
package dev.gatehouse.provisioner.problem;

import org.jspecify.annotations.NullMarked;
