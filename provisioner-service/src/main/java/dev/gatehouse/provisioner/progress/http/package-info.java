/**
 * The route {@code /api/v1/provisioning/stacks/{id}/progress}. Allowed dependencies: the feature's root and model,
 * provisioning, identity, problem.
 */
@NullMarked
package dev.gatehouse.provisioner.progress.http;

import org.jspecify.annotations.NullMarked;
