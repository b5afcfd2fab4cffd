/**
 * The route {@code /api/v1/provisioning}. Allowed dependencies: the feature's root and model, identity, problem.
 */
@NullMarked
package dev.gatehouse.provisioner.provisioning.http;

import org.jspecify.annotations.NullMarked;
