/**
 * The tables {@code secret} and {@code secret_reading}. Allowed dependencies: the feature's root and model,
 * Hibernate Reactive.
 */
@NullMarked
package dev.gatehouse.provisioner.secret.persistence;

import org.jspecify.annotations.NullMarked;
