/**
 * Reads progress and experience from the tables of provisioning; writes none. Allowed dependencies: the feature's root and
 * model, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.progress.persistence;

import org.jspecify.annotations.NullMarked;
