package dev.gatehouse.provisioner.provisioning.temporal;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Runs for ever and does nothing: as long as Temporal knows it, it has not lost the other workflows either. */
@WorkflowInterface
public interface WitnessWorkflow {

    @WorkflowMethod
    void stay();
}
