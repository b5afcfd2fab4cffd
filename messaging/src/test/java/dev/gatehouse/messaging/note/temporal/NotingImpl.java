package dev.gatehouse.messaging.note.temporal;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Answers the input and the trace of its activity. */
public class NotingImpl implements Noting {
    private final Trace trace = Workflow.newActivityStub(
            Trace.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(10))
                    .build());
    private boolean ended;

    @Override
    public String run(Input input) {
        String seen = trace.current();
        Workflow.await(() -> ended);
        return input.note() + " " + seen;
    }

    @Override
    public void end() {
        ended = true;
    }
}
