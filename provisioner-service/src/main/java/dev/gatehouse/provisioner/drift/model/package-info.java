/**
 * Drift as pure data and decisions: what is told, how often is looked, how often a repair is asked for. Allowed
 * dependencies: java.* and jspecify.
 */
@NullMarked
package dev.gatehouse.provisioner.drift.model;

import org.jspecify.annotations.NullMarked;
