package dev.gatehouse.provisioner.provisioning.model;

/** Remove this component on behalf of this operation. */
public record DestroyComponent(Checkpoint operation, String component) {}
