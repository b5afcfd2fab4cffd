/**
 * The tables {@code provisioning}, {@code component} and {@code step}. Allowed dependencies: the feature's root and
 * model, Hibernate Reactive, Jackson.
 */
@NullMarked
package dev.gatehouse.provisioner.provisioning.persistence;

import org.jspecify.annotations.NullMarked;
