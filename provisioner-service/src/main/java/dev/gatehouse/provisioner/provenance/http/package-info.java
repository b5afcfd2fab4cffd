/**
 * The route {@code /api/v1/provisioning/stacks/{id}/provenance}. Allowed dependencies: the feature's model, provisioning,
 * identity, problem.
 */
@NullMarked
package dev.gatehouse.provisioner.provenance.http;

import org.jspecify.annotations.NullMarked;
