package dev.gatehouse.provisioner.provisioning.temporal;

import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The workflow alone, with time skipping; its activities only note that they were called. */
class StackProvisioningWorkflowTest {
    private static final Outcome READY = new Outcome(ProvisioningState.READY, null);

    private final ScriptedWorkflows workflows = new ScriptedWorkflows();
    private final Script script = workflows.script();

    @AfterEach
    void close() {
        workflows.close();
    }

    @Test
    void componentsAreMadeInTheOrderOfTheirDependencies() {
        script.plan(
                node("database"), node("cache"), node("application", "database", "cache"), node("dns", "application"));
        assertThat(workflows.provision()).isEqualTo(READY);
        assertThat(script.calls()).startsWith("begin").endsWith("complete");
        assertThat(script.calls()).containsSubsequence("apply database", "apply application", "apply dns");
        assertThat(script.calls()).containsSubsequence("apply cache", "apply application");
    }

    @Test
    void independentComponentsAreMadeAtTheSameTime() {
        script.plan(node("a"), node("b"));
        // Each waits until the other one has begun: one after the other would never end.
        script.meetAt(2);
        assertThat(workflows.provision()).isEqualTo(READY);
    }

    @Test
    void aPermanentFailureIsToldAtOnceWithItsRemedy() {
        script.plan(node("a"), node("b", "a"), node("c"));
        script.failTimes(
                "a", 99, () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        Outcome outcome = workflows.provision();
        assertThat(outcome).isEqualTo(new Outcome(ProvisioningState.FAILED, new Failure("a", "taken", "Rename it.")));
        assertThat(script.calls()).containsExactlyInAnyOrder("begin", "apply a", "apply c", "fail");
        assertThat(script.calls()).endsWith("fail");
    }

    @Test
    void aChangeWaitsForEarlierWorkAndRemovesWhatIsObsoleteLast() {
        script.planChange(List.of(node("a"), node("b", "a")), List.of(node("old"), node("older", "old")));
        assertThat(workflows.provision()).isEqualTo(READY);
        assertThat(script.calls())
                .containsExactly(
                        "begin",
                        "await earlier work",
                        "plan",
                        "apply a",
                        "apply b",
                        "rehearse",
                        "destroy older",
                        "destroy old",
                        "complete");
    }

    @Test
    void anOperationThatWouldDoSomethingElseThanWasShownEndsBeforeAnythingIsTouchedOrLedBack() {
        Failure other = new Failure(null, "no longer what was shown", "Plan again.");
        script.planChange(List.of(node("a"), node("b", "a")), List.of(node("old")));
        script.failTimes(
                "plan",
                99,
                () -> ApplicationFailure.newNonRetryableFailure(other.reason(), Failures.PERMANENT, other.remedy()));
        assertThat(workflows.provision()).isEqualTo(new Outcome(ProvisioningState.FAILED, other));
        assertThat(script.calls()).containsExactly("begin", "await earlier work", "plan", "fail");
    }

    @Test
    void aFirstProvisioningIsPlannedOnlyWhereItWasAskedWithAPlan() {
        ComponentGraph graph = ComponentGraph.of(List.of(node("a")));
        script.begun(new Begun(graph, null, null, true, false, new ComponentGraph(List.of()), true));
        assertThat(workflows.provision()).isEqualTo(READY);
        assertThat(script.calls()).containsExactly("begin", "plan", "apply a", "complete");
    }

    @Test
    void outputsThatCannotBeRenderedFailTheOperation() {
        script.plan(node("a"));
        script.failTimes(
                "complete",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("/outputs/x", Failures.PERMANENT, "Correct it."));
        assertThat(workflows.provision().failure()).isEqualTo(new Failure(null, "/outputs/x", "Correct it."));
    }

    @Test
    void anOperationThatHasEndedIsLeftAlone() {
        Outcome superseded = new Outcome(ProvisioningState.SUPERSEDED, null);
        script.begun(new Begun(new ComponentGraph(List.of()), superseded));
        assertThat(workflows.provision()).isEqualTo(superseded);
        assertThat(script.calls()).containsExactly("begin");
    }
}
