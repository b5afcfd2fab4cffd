/**
 * Where each field that a stack's components were made with came from: pure. Allowed dependencies: java.*, jspecify and
 * other model packages.
 */
@NullMarked
package dev.gatehouse.provisioner.provenance.model;

import org.jspecify.annotations.NullMarked;
