package dev.gatehouse.provisioner.provisioning.temporal;

import io.temporal.workflow.Workflow;

/** Waits for what never comes; its history has a single task, so it is never continued as new. */
public final class WitnessWorkflowImpl implements WitnessWorkflow {
    @Override
    public void stay() {
        Workflow.await(() -> false);
    }
}
