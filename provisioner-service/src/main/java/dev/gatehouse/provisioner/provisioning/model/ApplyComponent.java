package dev.gatehouse.provisioner.provisioning.model;

/** Make this component of this operation. */
public record ApplyComponent(Checkpoint operation, String component) {}
