package dev.gatehouse.benchmark.delivery;

import dev.gatehouse.benchmark.load.Sample;

/**
 * What one round of deliveries saw.
 *
 * @param recordBytes the mean size of a record's value
 */
public record Delivered(Sample sample, int recordBytes) {}
