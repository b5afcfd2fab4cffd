/**
 * Keeps the read model current from {@code request.template.v1}. Allowed dependencies: the feature's root and model,
 * messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.template.kafka;

import org.jspecify.annotations.NullMarked;
