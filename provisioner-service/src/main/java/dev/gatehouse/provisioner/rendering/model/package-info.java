/**
 * Expressions in text, effective parameters and provenance as pure data. Allowed dependencies: java.* and jspecify.
 */
@NullMarked
package dev.gatehouse.provisioner.rendering.model;

import org.jspecify.annotations.NullMarked;
