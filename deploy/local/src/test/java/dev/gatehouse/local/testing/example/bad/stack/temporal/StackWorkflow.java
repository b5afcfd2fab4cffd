package dev.gatehouse.local.testing.example.bad.stack.temporal;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Two workflows implement it badly. */
@WorkflowInterface
public interface StackWorkflow {
    @WorkflowMethod
    void run();
}
