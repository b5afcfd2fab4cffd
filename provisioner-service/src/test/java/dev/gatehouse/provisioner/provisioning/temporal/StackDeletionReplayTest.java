package dev.gatehouse.provisioner.provisioning.temporal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import org.junit.jupiter.api.Test;

/**
 * The history of a real deletion replays with today's code: one that is under way survives an update of the service.
 * {@link HistoryRecordingTest} writes it anew.
 */
class StackDeletionReplayTest {
    private static final String HISTORY = "histories/deleted.json";

    @Test
    void aStoredHistoryReplays() {
        assertThatCode(() ->
                        WorkflowReplayer.replayWorkflowExecutionFromResource(HISTORY, StackDeletionWorkflowImpl.class))
                .doesNotThrowAnyException();
    }

    @Test
    void aWorkflowThatDoesSomethingElseDoesNotReplay() {
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecutionFromResource(HISTORY, Changed.class))
                .hasMessageContaining("NonDeterministicException");
    }

    /** Completes without having removed anything. */
    public static class Changed implements StackDeletionWorkflow {
        @Override
        public Outcome delete(Checkpoint checkpoint) {
            return Workflow.newActivityStub(DeletionActivities.class, Patience.RECORDS)
                    .complete(checkpoint);
        }
    }
}
