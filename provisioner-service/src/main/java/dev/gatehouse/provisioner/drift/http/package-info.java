/**
 * The routes {@code /api/v1/provisioning/drift} and {@code /api/v1/provisioning/orphans}. Allowed dependencies: the
 * feature's root and model, identity, problem.
 */
@NullMarked
package dev.gatehouse.provisioner.drift.http;

import org.jspecify.annotations.NullMarked;
