/**
 * An engine that makes nothing, for benchmarks. Allowed dependencies: the engine port.
 */
@NullMarked
package dev.gatehouse.provisioner.engine.noop;

import org.jspecify.annotations.NullMarked;
