package dev.gatehouse.provisioner.provisioning.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The workflow alone, with time skipping; its activities only note that they were called. */
class StackProvisioningWorkflowTest {
    private static final Outcome READY = new Outcome(ProvisioningState.READY, null);

    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
    private final Script script = new Script();

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void componentsAreMadeInTheOrderOfTheirDependencies() {
        script.plan(
                node("database"), node("cache"), node("application", "database", "cache"), node("dns", "application"));
        assertThat(run()).isEqualTo(READY);
        assertThat(script.calls()).startsWith("begin").endsWith("complete");
        assertThat(script.calls()).containsSubsequence("apply database", "apply application", "apply dns");
        assertThat(script.calls()).containsSubsequence("apply cache", "apply application");
    }

    @Test
    void independentComponentsAreMadeAtTheSameTime() {
        script.plan(node("a"), node("b"));
        // Each waits until the other one has begun: one after the other would never end.
        script.meetAt(2);
        assertThat(run()).isEqualTo(READY);
    }

    @Test
    void aTransientFailureIsRepeatedUntilItIsGone() {
        script.plan(node("a"));
        script.failTimes("a", 5, () -> ApplicationFailure.newFailure("away", Failures.TRANSIENT));
        assertThat(run()).isEqualTo(READY);
        assertThat(script.calls().stream().filter("apply a"::equals)).hasSize(6);
    }

    @Test
    void aPermanentFailureIsToldAtOnceWithItsRemedy() {
        script.plan(node("a"), node("b", "a"), node("c"));
        script.failTimes(
                "a", 99, () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        Outcome outcome = run();
        assertThat(outcome).isEqualTo(new Outcome(ProvisioningState.FAILED, new Failure("a", "taken", "Rename it.")));
        assertThat(script.calls()).containsExactlyInAnyOrder("begin", "apply a", "apply c", "fail");
        assertThat(script.calls()).endsWith("fail");
    }

    @Test
    void whatAFirstProvisioningMadeIsUndoneInReverseAndNothingElse() {
        script.planFirst(node("database"), node("application", "database"), node("dns", "application"), node("cache"));
        script.failTimes(
                "application",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        assertThat(run().failure()).isEqualTo(new Failure("application", "taken", "Rename it."));
        assertThat(script.calls())
                .containsSubsequence(
                        "apply application",
                        "undo",
                        "await earlier work",
                        "destroy application",
                        "destroy database",
                        "fail")
                .containsOnlyOnce("destroy cache")
                .doesNotContain("apply dns", "destroy dns")
                .endsWith("fail");
        assertThat(script.left()).isEmpty();
        assertThat(script.removals()).allSatisfy(removal -> assertThat(removal.getStartToCloseTimeout())
                .isGreaterThan(Duration.ofSeconds(210)));
    }

    @Test
    void outputsThatCannotBeRenderedUndoAFirstProvisioning() {
        script.planFirst(node("a"));
        script.failTimes(
                "complete",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("/outputs/x", Failures.PERMANENT, "Correct it."));
        assertThat(run().failure()).isEqualTo(new Failure(null, "/outputs/x", "Correct it."));
        assertThat(script.calls())
                .containsExactly("begin", "apply a", "complete", "undo", "await earlier work", "destroy a", "fail");
    }

    @Test
    void anUndoingThatTemporalLostIsGoneOnWithAndNothingIsMadeAgain() {
        Failure before = new Failure("dns", "no zone", "Add one.");
        ComponentGraph graph = ComponentGraph.of(List.of(node("database"), node("dns", "database")));
        script.begun(new Begun(graph, null, before, true));
        assertThat(run()).isEqualTo(new Outcome(ProvisioningState.FAILED, before));
        assertThat(script.calls())
                .containsExactly("begin", "undo", "await earlier work", "destroy dns", "destroy database", "fail");
    }

    @Test
    void whatCannotBeUndoneIsNamedWithWhatItDependsOn() {
        script.planFirst(node("database"), node("application", "database"), node("cache"), node("dns", "application"));
        script.failTimes(
                "dns", 99, () -> ApplicationFailure.newNonRetryableFailure("no zone", Failures.PERMANENT, "Add one."));
        script.failTimes(
                "destroy application",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("protected", Failures.PERMANENT, "Unprotect it."));
        assertThat(run().failure()).isEqualTo(new Failure("dns", "no zone", "Add one."));
        assertThat(script.calls()).contains("destroy dns", "destroy cache").doesNotContain("destroy database");
        assertThat(script.left()).containsExactlyInAnyOrder("application", "database");
    }

    @Test
    void aChangeWaitsForEarlierWorkAndRemovesWhatIsObsoleteLast() {
        script.planChange(List.of(node("a"), node("b", "a")), List.of(node("old"), node("older", "old")));
        assertThat(run()).isEqualTo(READY);
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
        assertThat(run()).isEqualTo(new Outcome(ProvisioningState.FAILED, other));
        assertThat(script.calls()).containsExactly("begin", "await earlier work", "plan", "fail");
    }

    @Test
    void aFirstProvisioningIsPlannedOnlyWhereItWasAskedWithAPlan() {
        ComponentGraph graph = ComponentGraph.of(List.of(node("a")));
        script.begun(new Begun(graph, null, null, true, false, new ComponentGraph(List.of()), true));
        assertThat(run()).isEqualTo(READY);
        assertThat(script.calls()).containsExactly("begin", "plan", "apply a", "complete");
    }

    @Test
    void nothingIsRemovedWhereTheOutputsCannotBeRendered() {
        script.planChange(List.of(node("a")), List.of(node("old")));
        script.restoration(List.of(node("a"), node("old", "a")), List.of());
        script.failTimes(
                "rehearse",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("/outputs/x", Failures.PERMANENT, "Correct it."));
        assertThat(run().failure()).isEqualTo(new Failure(null, "/outputs/x", "Correct it."));
        assertThat(script.calls()).contains("restore old").doesNotContain("destroy old");
    }

    @Test
    void aFailedChangeIsLedBackToTheFormerGenerationAndWhatItCreatedGoesLast() {
        script.planChange(List.of(node("a"), node("b", "a"), node("c", "b")), List.of());
        script.restoration(List.of(node("a"), node("c", "a")), List.of(node("b")));
        script.failTimes(
                "c", 99, () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        assertThat(run().failure()).isEqualTo(new Failure("c", "taken", "Rename it."));
        assertThat(script.calls())
                .endsWith(
                        "apply c",
                        "undo",
                        "await earlier work",
                        "begin restoration",
                        "restore a",
                        "restore c",
                        "destroy b",
                        "fail");
        assertThat(script.left()).isEmpty();
    }

    @Test
    void whyTheFormerGenerationCouldNotBeMadeAgainIsToldBesideWhatFailedFirst() {
        Failure taken = new Failure("b", "taken", "Rename it.");
        script.planChange(List.of(node("a"), node("b", "a")), List.of());
        script.restoration(List.of(node("a"), node("b", "a")), List.of());
        script.failTimes(
                "b", 99, () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        script.failTimes(
                "restore a",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("full", Failures.PERMANENT, "Empty it."));
        assertThat(run().failure()).isEqualTo(taken);
        assertThat(script.unrestored()).containsExactly(new Failure("a", "full", "Empty it."));
    }

    @Test
    void aWayBackThatCannotBePlannedIsToldLikewise() {
        script.planChange(List.of(node("a")), List.of());
        script.failTimes(
                "a", 99, () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        script.failTimes(
                "begin restoration",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("no target", Failures.PERMANENT, "Register one."));
        assertThat(run().failure()).isEqualTo(new Failure("a", "taken", "Rename it."));
        assertThat(script.calls()).endsWith("begin restoration", "fail");
        assertThat(script.unrestored()).containsExactly(new Failure(null, "no target", "Register one."));
    }

    @Test
    void aRestorationThatTemporalLostIsGoneOnWithAndNothingIsAppliedAgain() {
        Failure before = new Failure("b", "taken", "Rename it.");
        ComponentGraph graph = ComponentGraph.of(List.of(node("a"), node("b", "a")));
        script.begun(new Begun(graph, null, before, false, true, ComponentGraph.of(List.of())));
        script.restoration(List.of(node("a"), node("b", "a")), List.of());
        assertThat(run()).isEqualTo(new Outcome(ProvisioningState.FAILED, before));
        assertThat(script.calls())
                .containsExactly(
                        "begin", "undo", "await earlier work", "begin restoration", "restore a", "restore b", "fail");
    }

    @Test
    void whatDoesNotSucceedInTimeFailsWithTheLastReason() {
        script.plan(node("a"));
        script.failTimes("a", Integer.MAX_VALUE, () -> ApplicationFailure.newFailure("still away", Failures.TRANSIENT));
        Outcome outcome = run();
        assertThat(outcome.state()).isEqualTo(ProvisioningState.FAILED);
        assertThat(outcome.failure().component()).isEqualTo("a");
        assertThat(outcome.failure().reason()).contains("not succeed in time").contains("still away");
    }

    @Test
    void anUnknownReleaseIsWaitedFor() {
        script.plan(node("a"));
        script.failTimes("begin", 3, () -> ApplicationFailure.newFailure("not known yet", Failures.TRANSIENT));
        assertThat(run()).isEqualTo(READY);
    }

    /** A workflow that Temporal lost may have made something of it. */
    @Test
    void whatCannotBePlannedFailsWithoutAComponentAndIsUndone() {
        script.planFirst(node("a"), node("b", "a"));
        script.failTimes(
                "begin",
                1,
                () -> ApplicationFailure.newNonRetryableFailure("no target", Failures.PERMANENT, "Register one."));
        assertThat(run().failure()).isEqualTo(new Failure(null, "no target", "Register one."));
        assertThat(script.calls())
                .startsWith("begin", "undo", "begin")
                .containsSubsequence("await earlier work", "destroy b", "destroy a", "fail")
                .endsWith("fail");
    }

    @Test
    void whatCanNeitherBePlannedNorLookedUpFails() {
        script.failTimes(
                "begin",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("no target", Failures.PERMANENT, "Register one."));
        assertThat(run().failure()).isEqualTo(new Failure(null, "no target", "Register one."));
        assertThat(script.calls()).containsExactly("begin", "undo", "begin", "fail");
    }

    @Test
    void outputsThatCannotBeRenderedFailTheOperation() {
        script.plan(node("a"));
        script.failTimes(
                "complete",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("/outputs/x", Failures.PERMANENT, "Correct it."));
        assertThat(run().failure()).isEqualTo(new Failure(null, "/outputs/x", "Correct it."));
    }

    @Test
    void anOperationThatHasEndedIsLeftAlone() {
        Outcome superseded = new Outcome(ProvisioningState.SUPERSEDED, null);
        script.begun(new Begun(new ComponentGraph(List.of()), superseded));
        assertThat(run()).isEqualTo(superseded);
        assertThat(script.calls()).containsExactly("begin");
    }

    private Outcome run() {
        Worker worker = temporal.newWorker("provisioner-service");
        worker.registerWorkflowImplementationTypes(StackProvisioningWorkflowImpl.class);
        worker.registerActivitiesImplementations(
                script.operations(), script.components(), script.deletions(), script.destructions());
        temporal.start();
        StackProvisioningWorkflow workflow = temporal.getWorkflowClient()
                .newWorkflowStub(
                        StackProvisioningWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue("provisioner-service")
                                .build());
        return workflow.provision(new Checkpoint("stack", "operation", 1), null);
    }

    private static Node node(String name, String... dependsOn) {
        return new Node(name, "noop", List.of(dependsOn));
    }
}
