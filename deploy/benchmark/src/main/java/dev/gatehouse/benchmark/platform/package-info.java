/**
 * The platform under measurement, its routes, and the processes beside it. Allowed dependencies: gatehouse-local,
 * {@code load}, Vert.x core.
 */
@NullMarked
package dev.gatehouse.benchmark.platform;

import org.jspecify.annotations.NullMarked;
