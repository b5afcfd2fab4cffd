/**
 * The least that a Quarkus route can do to run the statements of an accepted stack request: no identity, no check, no
 * rendering, no object-relational mapping. Allowed dependencies: Quarkus REST, the reactive PostgreSQL client.
 */
@NullMarked
package dev.gatehouse.benchmark.bare;

import org.jspecify.annotations.NullMarked;
