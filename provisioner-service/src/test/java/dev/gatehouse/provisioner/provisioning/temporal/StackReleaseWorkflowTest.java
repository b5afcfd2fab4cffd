package dev.gatehouse.provisioner.provisioning.temporal;

import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.node;
import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.twice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.provisioning.model.Admission;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.ReleaseOutcome;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflow alone, with time skipping; its activities only note that they were called. */
class StackReleaseWorkflowTest {
    private final ScriptedWorkflows workflows = new ScriptedWorkflows();
    private final Script script = workflows.script();

    @AfterEach
    void close() {
        workflows.close();
    }

    @Test
    void allIsAppliedAndWhatIsObsoleteGoesBeforeTheEnd() {
        script.planChange(List.of(node("a"), node("b", "a")), List.of(node("old")));
        assertThat(run("apply", null)).isEqualTo(ReleaseOutcome.DONE);
        assertThat(script.calls())
                .containsExactly(
                        "admit",
                        "await earlier work",
                        "begin",
                        "plan",
                        "apply a",
                        "apply b",
                        "rehearse",
                        "destroy old",
                        "complete");
    }

    @ParameterizedTest
    @CsvSource({"apply,a,apply a", "apply,old,destroy old", "revert,a,restore a", "revert,fresh,destroy fresh"})
    void oneComponentIsBroughtToTheReleaseOrBackAndTheOperationGoesOn(String direction, String component, String call) {
        script.planChange(List.of(node("a"), node("fresh", "a")), List.of(node("old")));
        script.restoration(List.of(node("a"), node("old")), List.of(node("fresh")));
        assertThat(run(direction, component)).isEqualTo(ReleaseOutcome.DONE);
        assertThat(script.calls()).endsWith(call);
        assertThat(script.calls())
                .filteredOn(made -> made.matches("(apply|restore|destroy) .*"))
                .hasSize(1);
    }

    @Test
    void aComponentOfALaterAttemptWaitsForWhatAnEarlierOneMayHaveLostSightOf() {
        script.planChange(List.of(node("a")), List.of());
        assertThat(run(2, "apply", "a")).isEqualTo(ReleaseOutcome.DONE);
        assertThat(script.calls()).containsExactly("admit", "await earlier work", "begin", "plan", "apply a");
    }

    @ParameterizedTest
    @CsvSource({"apply", "revert"})
    void aComponentThatNeitherStandsNorShallIsDone(String direction) {
        script.planChange(List.of(node("a")), List.of());
        script.restoration(List.of(node("a")), List.of());
        assertThat(run(direction, "unknown")).isEqualTo(ReleaseOutcome.DONE);
        assertThat(script.calls()).noneMatch(call -> call.matches("(apply|restore|destroy) .*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a"})
    void whatALaterOperationEndedMeanwhileIsRefused(String component) {
        script.begun(Begun.ended(new Outcome(ProvisioningState.SUPERSEDED, null)));
        ReleaseOutcome outcome = run("apply", component.isEmpty() ? null : component);
        assertThat(outcome.state()).isEqualTo(ReleaseOutcome.State.REFUSED);
        assertThat(outcome.failure().reason()).contains("SUPERSEDED");
        assertThat(script.calls()).endsWith("begin");
    }

    @Test
    void whatCannotBeAppliedIsAnOutcomeAndTheOperationGoesOn() {
        script.planChange(List.of(node("a")), List.of());
        script.failTimes(
                "a", 99, () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
        assertThat(run("apply", null)).isEqualTo(ReleaseOutcome.failed(new Failure("a", "taken", "Rename it.")));
        assertThat(script.calls()).doesNotContain("fail", "complete", "undo");
    }

    @Test
    void allIsRevertedAndTheOperationEndsAlsoWhereSomethingCannotBe() {
        script.restoration(List.of(node("a"), node("b", "a")), List.of(node("fresh")));
        script.failTimes(
                "restore b",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("gone", Failures.PERMANENT, "Find it."));
        assertThat(run("revert", null)).isEqualTo(ReleaseOutcome.failed(new Failure("b", "gone", "Find it.")));
        assertThat(script.calls())
                .containsExactly(
                        "admit",
                        "await earlier work",
                        "undo",
                        "await earlier work",
                        "begin restoration",
                        "restore a",
                        "restore b",
                        "destroy fresh",
                        "fail");
    }

    @Test
    void eachStepOfApplyingMayFailOnceForAWhile() {
        script.planChange(List.of(node("a")), List.of(node("old")));
        script.failEachOnce();
        assertThat(run("apply", null)).isEqualTo(ReleaseOutcome.DONE);
        assertThat(script.calls())
                .containsExactlyElementsOf(twice(
                        "admit",
                        "await earlier work",
                        "begin",
                        "plan",
                        "apply a",
                        "rehearse",
                        "destroy old",
                        "complete"));
    }

    @Test
    void eachStepOfRevertingMayFailOnceForAWhile() {
        script.restoration(List.of(node("a")), List.of(node("fresh")));
        script.failEachOnce();
        assertThat(run("revert", null)).isEqualTo(ReleaseOutcome.DONE);
        assertThat(script.calls())
                .containsExactlyElementsOf(twice(
                        "admit",
                        "await earlier work",
                        "undo",
                        "await earlier work",
                        "begin restoration",
                        "restore a",
                        "destroy fresh",
                        "fail"));
    }

    @Test
    void theOperationEndsAlsoWhereTheWayBackCannotBePlanned() {
        script.failTimes(
                "begin restoration",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("no target", Failures.PERMANENT, "Register one."));
        assertThat(run("revert", null))
                .isEqualTo(ReleaseOutcome.failed(new Failure(null, "no target", "Register one.")));
        assertThat(script.calls()).endsWith("begin restoration", "fail");
    }

    @Test
    void whatALaterOperationEndsBeforeTheWayBackIsPlannedIsRefused() {
        script.supersede();
        script.failTimes(
                "begin restoration",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("it has ended", Failures.PERMANENT, "Nothing to do."));
        ReleaseOutcome outcome = run("revert", null);
        assertThat(outcome.state()).isEqualTo(ReleaseOutcome.State.REFUSED);
        assertThat(outcome.failure().reason()).contains("SUPERSEDED");
    }

    @Test
    void anOperationThatIsNotKnownYetIsWaitedFor() {
        script.planChange(List.of(), List.of());
        script.admit(Admission.UNKNOWN, Admission.UNKNOWN, new Admission(true, null));
        assertThat(run("apply", null)).isEqualTo(ReleaseOutcome.DONE);
    }

    @Test
    void anOperationThatStaysUnknownIsRefusedAfterAMinute() {
        script.admit(Admission.UNKNOWN);
        assertThat(run("apply", null)).isEqualTo(ReleaseOutcome.refused(Admission.UNKNOWN.refusal()));
        assertThat(script.calls()).containsOnly("admit").hasSize(60);
    }

    @Test
    void whatCannotBeUnderstoodIsRefused() {
        assertThat(run("sideways", null).state()).isEqualTo(ReleaseOutcome.State.REFUSED);
        assertThat(script.calls()).isEmpty();
    }

    private ReleaseOutcome run(String direction, String component) {
        return run(1, direction, component);
    }

    private ReleaseOutcome run(int attempt, String direction, String component) {
        return workflows.release(attempt, direction, component);
    }
}
