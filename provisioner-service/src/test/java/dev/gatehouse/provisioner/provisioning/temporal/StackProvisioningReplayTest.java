package dev.gatehouse.provisioner.provisioning.temporal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.EarlierRuns;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories of real runs replay with today's code: a workflow that is under way survives an update of the service.
 * {@link HistoryRecordingTest} writes them anew, but for {@code failed.json}: it is of a time when nothing was undone.
 */
class StackProvisioningReplayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"ready.json", "failed.json", "undone.json", "changed.json", "restored.json", "resumed.json"})
    void aStoredHistoryReplays(String history) {
        assertThatCode(() -> WorkflowReplayer.replayWorkflowExecutionFromResource(
                        "histories/" + history, StackProvisioningWorkflowImpl.class))
                .doesNotThrowAnyException();
    }

    @Test
    void aWorkflowThatDoesSomethingElseDoesNotReplay() {
        assertThatThrownBy(() ->
                        WorkflowReplayer.replayWorkflowExecutionFromResource("histories/ready.json", Changed.class))
                .hasMessageContaining("NonDeterministicException");
    }

    /** Completes without having made anything. */
    public static class Changed implements StackProvisioningWorkflow {
        @Override
        public Outcome provision(Checkpoint checkpoint, EarlierRuns earlier) {
            return Workflow.newActivityStub(OperationActivities.class, Patience.RECORDS)
                    .complete(checkpoint);
        }
    }
}
