/**
 * Targets, the rules of their addresses and the choice among them, as pure data. Allowed dependencies: java.* and
 * jspecify.
 */
@NullMarked
package dev.gatehouse.provisioner.target.model;

import org.jspecify.annotations.NullMarked;
