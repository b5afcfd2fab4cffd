/**
 * The port through which components are made real, and the registry of its implementations. Allowed dependencies:
 * java.*; adapters add their own technology.
 */
@NullMarked
package dev.gatehouse.provisioner.engine;

import org.jspecify.annotations.NullMarked;
