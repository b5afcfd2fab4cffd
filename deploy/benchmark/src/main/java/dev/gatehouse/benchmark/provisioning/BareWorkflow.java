package dev.gatehouse.benchmark.provisioning;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** As many activities as a provisioning has, and nothing else. */
@WorkflowInterface
public interface BareWorkflow {

    /** Returns when the last activity has. */
    @WorkflowMethod
    void run(BareWork work);
}
