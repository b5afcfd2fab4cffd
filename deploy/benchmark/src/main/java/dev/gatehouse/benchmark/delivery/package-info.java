/**
 * From an accepted request to a consumer of its fact, beside Kafka's own way from producer to consumer. Allowed
 * dependencies: {@code load}, {@code platform}, Kafka.
 */
@NullMarked
package dev.gatehouse.benchmark.delivery;

import org.jspecify.annotations.NullMarked;
