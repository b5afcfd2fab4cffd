/**
 * Takes what is asked of stacks from {@code request.stack.v1}. Allowed dependencies: the feature's root and model, messaging.
 *
 * <p>Each event has a record here of what this service reads of it, although they are alike: they belong to request-service,
 * which may let them differ, and no two services share types.
 */
@NullMarked
package dev.gatehouse.provisioner.provisioning.kafka;

import org.jspecify.annotations.NullMarked;
