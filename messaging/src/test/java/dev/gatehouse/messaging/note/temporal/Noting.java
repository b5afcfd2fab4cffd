package dev.gatehouse.messaging.note.temporal;

import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow that does one thing and then runs until it is told to end. */
@WorkflowInterface
public interface Noting {
    String QUEUE = "messaging-test";

    record Input(String note) {}

    @WorkflowMethod
    String run(Input input);

    @SignalMethod
    void end();

    /** Says in which trace it runs. */
    @ActivityInterface
    interface Trace {
        String current();
    }
}
