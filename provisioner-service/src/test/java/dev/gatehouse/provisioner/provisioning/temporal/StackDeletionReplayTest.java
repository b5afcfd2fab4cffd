package dev.gatehouse.provisioner.provisioning.temporal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories of real deletions replay with today's code: one that is under way survives an update of the service.
 * {@link HistoryRecordingTest} writes them anew.
 */
class StackDeletionReplayTest {
    private static final String HISTORY = "histories/deleted.json";

    @ParameterizedTest
    @ValueSource(strings = {HISTORY, "histories/cancelled.json"})
    void aStoredHistoryReplays(String history) {
        assertThatCode(() ->
                        WorkflowReplayer.replayWorkflowExecutionFromResource(history, StackDeletionWorkflowImpl.class))
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
