package dev.gatehouse.provisioner.provisioning.model;

/** End this operation without success. */
public record FailOperation(Checkpoint operation, Failure failure) {}
