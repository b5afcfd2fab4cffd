/**
 * Takes what is asked of stacks from {@code request.stack.v1}. Allowed dependencies: the feature's root and model, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.provisioning.kafka;

import org.jspecify.annotations.NullMarked;
