/**
 * Load and what is measured of it: closed-loop clients, steady rates, latencies, medians over rounds. Knows nothing of
 * Gatehouse. Allowed dependencies: Vert.x core, HdrHistogram.
 */
@NullMarked
package dev.gatehouse.benchmark.load;

import org.jspecify.annotations.NullMarked;
