/**
 * How much work waits for each target. Allowed dependencies: engine, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.queue;

import org.jspecify.annotations.NullMarked;
