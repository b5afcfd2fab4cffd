package dev.gatehouse.provisioner.provisioning;

/** Let this operation of this stack go no further. */
public record CancelOperation(String stackId, String operationId, String requestedBy) {}
