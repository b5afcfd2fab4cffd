/**
 * The routes {@code /api/v1/targets}, for platform engineers. Allowed dependencies: the feature's root and model,
 * identity, problem.
 */
@NullMarked
package dev.gatehouse.provisioner.target.http;

import org.jspecify.annotations.NullMarked;
