package dev.gatehouse.provisioner.provisioning.temporal;

import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the workflow undoes a first provisioning that failed, and leads a failed change back; with time skipping. */
class StackProvisioningWayBackTest {
    private final ScriptedWorkflows workflows = new ScriptedWorkflows();
    private final Script script = workflows.script();

    @AfterEach
    void close() {
        workflows.close();
    }

    @Test
    void whatAFirstProvisioningMadeIsUndoneInReverseAndNothingElse() {
        script.planFirst(node("database"), node("application", "database"), node("dns", "application"), node("cache"));
        script.failTimes(
                "application",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        assertThat(workflows.provision().failure()).isEqualTo(new Failure("application", "taken", "Rename it."));
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
        assertThat(workflows.provision().failure()).isEqualTo(new Failure(null, "/outputs/x", "Correct it."));
        assertThat(script.calls())
                .containsExactly("begin", "apply a", "complete", "undo", "await earlier work", "destroy a", "fail");
    }

    @Test
    void anUndoingThatTemporalLostIsGoneOnWithAndNothingIsMadeAgain() {
        Failure before = new Failure("dns", "no zone", "Add one.");
        ComponentGraph graph = ComponentGraph.of(List.of(node("database"), node("dns", "database")));
        script.begun(new Begun(graph, null, before, true));
        assertThat(workflows.provision()).isEqualTo(new Outcome(ProvisioningState.FAILED, before));
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
        assertThat(workflows.provision().failure()).isEqualTo(new Failure("dns", "no zone", "Add one."));
        assertThat(script.calls()).contains("destroy dns", "destroy cache").doesNotContain("destroy database");
        assertThat(script.left()).containsExactlyInAnyOrder("application", "database");
    }

    @Test
    void nothingIsRemovedWhereTheOutputsCannotBeRendered() {
        script.planChange(List.of(node("a")), List.of(node("old")));
        script.restoration(List.of(node("a"), node("old", "a")), List.of());
        script.failTimes(
                "rehearse",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("/outputs/x", Failures.PERMANENT, "Correct it."));
        assertThat(workflows.provision().failure()).isEqualTo(new Failure(null, "/outputs/x", "Correct it."));
        assertThat(script.calls()).contains("restore old").doesNotContain("destroy old");
    }

    @Test
    void aFailedChangeIsLedBackToTheFormerGenerationAndWhatItCreatedGoesLast() {
        script.planChange(List.of(node("a"), node("b", "a"), node("c", "b")), List.of());
        script.restoration(List.of(node("a"), node("c", "a")), List.of(node("b")));
        script.failTimes(
                "c", 99, () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        assertThat(workflows.provision().failure()).isEqualTo(new Failure("c", "taken", "Rename it."));
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
        assertThat(workflows.provision().failure()).isEqualTo(taken);
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
        assertThat(workflows.provision().failure()).isEqualTo(new Failure("a", "taken", "Rename it."));
        assertThat(script.calls()).endsWith("begin restoration", "fail");
        assertThat(script.unrestored()).containsExactly(new Failure(null, "no target", "Register one."));
    }

    @Test
    void aRestorationThatTemporalLostIsGoneOnWithAndNothingIsAppliedAgain() {
        Failure before = new Failure("b", "taken", "Rename it.");
        ComponentGraph graph = ComponentGraph.of(List.of(node("a"), node("b", "a")));
        script.begun(new Begun(graph, null, before, false, true, ComponentGraph.of(List.of())));
        script.restoration(List.of(node("a"), node("b", "a")), List.of());
        assertThat(workflows.provision()).isEqualTo(new Outcome(ProvisioningState.FAILED, before));
        assertThat(script.calls())
                .containsExactly(
                        "begin", "undo", "await earlier work", "begin restoration", "restore a", "restore b", "fail");
    }

    /** A workflow that Temporal lost may have made something of it. */
    @Test
    void whatCannotBePlannedFailsWithoutAComponentAndIsUndone() {
        script.planFirst(node("a"), node("b", "a"));
        script.failTimes(
                "begin",
                1,
                () -> ApplicationFailure.newNonRetryableFailure("no target", Failures.PERMANENT, "Register one."));
        assertThat(workflows.provision().failure()).isEqualTo(new Failure(null, "no target", "Register one."));
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
        assertThat(workflows.provision().failure()).isEqualTo(new Failure(null, "no target", "Register one."));
        assertThat(script.calls()).containsExactly("begin", "undo", "begin", "fail");
    }
}
