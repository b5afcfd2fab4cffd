/**
 * How far an operation is, and when it may end by what earlier runs of its template took. Allowed dependencies: own model,
 * the root and model of provisioning, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.progress;

import org.jspecify.annotations.NullMarked;
