/**
 * The table {@code target}. Allowed dependencies: the feature's root and model, {@code document.json},
 * Hibernate Reactive, Jackson.
 */
@NullMarked
package dev.gatehouse.provisioner.target.persistence;

import org.jspecify.annotations.NullMarked;
