/**
 * Orders, operations, the component graph, facts: pure data and decisions. Allowed dependencies: java.*, jspecify
 * and other model packages.
 */
@NullMarked
package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.NullMarked;
