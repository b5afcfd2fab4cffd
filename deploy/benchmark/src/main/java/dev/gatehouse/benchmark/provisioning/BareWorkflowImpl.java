package dev.gatehouse.benchmark.provisioning;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Deterministic: it only schedules. */
public final class BareWorkflowImpl implements BareWorkflow {

    private final BareActivity activity = Workflow.newActivityStub(
            BareActivity.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .build());

    @Override
    public void run(BareWork work) {
        for (int wave : work.waves()) {
            List<Promise<String>> together = new ArrayList<>();
            for (int i = 0; i < wave; i++) {
                together.add(Async.function(activity::perform, "nothing"));
            }
            Promise.allOf(together).get();
        }
    }
}
