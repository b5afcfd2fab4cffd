package dev.gatehouse.provisioner.provisioning.model;

/**
 * The input of an operation's workflow: where the rest is found. The same record starts the workflow, continues it as new,
 * and starts it again after Temporal lost it.
 */
public record Checkpoint(String stackId, String operationId, int attempt) {

    /** Deterministic, so that a second start finds the first one's workflow. */
    public String workflowId() {
        return "provision/" + stackId + "/" + operationId;
    }
}
