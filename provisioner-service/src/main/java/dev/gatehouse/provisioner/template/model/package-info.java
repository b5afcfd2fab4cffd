/**
 * A release as pure data. Allowed dependencies: java.* and jspecify.
 */
@NullMarked
package dev.gatehouse.provisioner.template.model;

import org.jspecify.annotations.NullMarked;
