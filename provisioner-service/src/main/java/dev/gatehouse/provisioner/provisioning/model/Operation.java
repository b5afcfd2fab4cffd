package dev.gatehouse.provisioner.provisioning.model;

/**
 * The operation that holds a stack.
 *
 * @param number rises per stack; work with a lower number than the stack's highest is refused
 */
public record Operation(String id, int number, String kind) {}
