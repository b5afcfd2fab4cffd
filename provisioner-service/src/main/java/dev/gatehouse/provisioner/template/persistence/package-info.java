/**
 * The table {@code template_release}. Allowed dependencies: the feature's root and model, {@code document.json},
 * Hibernate Reactive.
 */
@NullMarked
package dev.gatehouse.provisioner.template.persistence;

import org.jspecify.annotations.NullMarked;
