package dev.gatehouse.provisioner.engine;

/**
 * The stack that a component belongs to, and the operation that wants it so.
 *
 * @param generation rises with each change of the stack's desired state
 * @param operationNumber rises per stack; an engine refuses to replace what a higher number made
 */
public record StackIdentity(
        String id,
        String name,
        String team,
        String environment,
        String namespace,
        int generation,
        String operationId,
        int operationNumber) {}
