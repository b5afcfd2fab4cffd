package dev.gatehouse.provisioner.provisioning.temporal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.provisioning.model.EarlierRuns;
import dev.gatehouse.provisioner.provisioning.model.ReleaseOutcome;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import org.junit.jupiter.api.Test;

/**
 * The history of a real upgrade replays with today's code: one that is under way survives an update of the service.
 * {@link HistoryRecordingTest} writes it anew.
 */
class StackReleaseReplayTest {
    private static final String HISTORY = "histories/released.json";

    @Test
    void aStoredHistoryReplays() {
        assertThatCode(() ->
                        WorkflowReplayer.replayWorkflowExecutionFromResource(HISTORY, StackReleaseWorkflowImpl.class))
                .doesNotThrowAnyException();
    }

    @Test
    void aWorkflowThatDoesSomethingElseDoesNotReplay() {
        aStoredHistoryReplays(); // to load a cold JVM's classes within a workflow takes a second, which counts as a
        // deadlock
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecutionFromResource(HISTORY, Changed.class))
                .hasMessageContaining("NonDeterministicException");
    }

    /** Completes without having made anything. */
    public static class Changed implements StackReleaseWorkflow {
        @Override
        public ReleaseOutcome release(StackRelease asked, EarlierRuns earlier) {
            Workflow.newActivityStub(OperationActivities.class, Patience.RECORDS)
                    .complete(asked.checkpoint());
            return ReleaseOutcome.DONE;
        }
    }
}
