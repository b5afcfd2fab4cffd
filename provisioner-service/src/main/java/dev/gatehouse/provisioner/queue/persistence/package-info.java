/**
 * Reads the tables of provisioning; writes none. Allowed dependencies: the feature's root, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.queue.persistence;

import org.jspecify.annotations.NullMarked;
