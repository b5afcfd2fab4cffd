/**
 * The provisioning workflow, its activities and its workers. Allowed dependencies: the feature's root and model,
 * engine, Temporal. Workflow implementations do no input or output and read no clock.
 */
@NullMarked
package dev.gatehouse.provisioner.provisioning.temporal;

import org.jspecify.annotations.NullMarked;
