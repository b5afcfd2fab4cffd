/**
 * Sealed secrets and what is told about them. Allowed dependencies: java.* and jspecify.
 */
@NullMarked
package dev.gatehouse.provisioner.secret.model;

import org.jspecify.annotations.NullMarked;
