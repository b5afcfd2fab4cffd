/**
 * Operations on stacks: accepting them once, knowing how far they are, and starting them again when Temporal lost
 * them. Allowed dependencies: {@code provisioning.model}, {@code engine}, {@code rendering}, {@code target}, {@code
 * template}, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.provisioning;

import org.jspecify.annotations.NullMarked;
