/**
 * The tables {@code drift_watch}, {@code drift_target}, {@code drift}, {@code drift_told} and {@code orphan}; reads those
 * of the feature provisioning. Allowed dependencies: the feature's root and model, {@code document.json}, Hibernate Reactive, Jackson.
 */
@NullMarked
package dev.gatehouse.provisioner.drift.persistence;

import org.jspecify.annotations.NullMarked;
