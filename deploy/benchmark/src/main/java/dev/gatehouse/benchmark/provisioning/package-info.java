/**
 * Provisioned stacks: provisioner-service with an engine that does nothing beside a bare Temporal workflow with as many
 * activities on the same server. Allowed dependencies: {@code load}, {@code platform}, Temporal, Kafka.
 */
@NullMarked
package dev.gatehouse.benchmark.provisioning;

import org.jspecify.annotations.NullMarked;
