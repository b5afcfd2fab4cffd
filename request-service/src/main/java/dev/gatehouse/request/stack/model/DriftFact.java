package dev.gatehouse.request.stack.model;

import java.util.List;

/** What the provisioner told about a stack between its operations, as far as the gate reads it. */
public sealed interface DriftFact {

    /** The stack is not whole; replaces what was told of that before. */
    record Degraded(Degradation degradation) implements DriftFact {}

    /** The stack is whole again. */
    record Recovered() implements DriftFact {}

    /**
     * Components are to be made again.
     *
     * @param operationNumber the latest operation that the provisioner had seen
     */
    record RepairNeeded(List<String> components, int operationNumber) implements DriftFact {}
}
