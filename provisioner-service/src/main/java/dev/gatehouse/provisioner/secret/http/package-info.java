/**
 * The route {@code /api/v1/secrets}. Allowed dependencies: the feature's root and model, identity, problem.
 */
@NullMarked
package dev.gatehouse.provisioner.secret.http;

import org.jspecify.annotations.NullMarked;
