/**
 * The tables {@code provisioning}, {@code component} and {@code step}, and the locks that say which engines are at work.
 * Allowed dependencies: the feature's root and model, {@code document.json}, Hibernate Reactive, JDBC, Jackson.
 */
@NullMarked
package dev.gatehouse.provisioner.provisioning.persistence;

import org.jspecify.annotations.NullMarked;
