package dev.gatehouse.provisioner.provisioning.temporal;

import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.node;
import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.twice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the workflow repeats, how often and for how long; with time skipping. */
class StackProvisioningPatienceTest {
    private static final Outcome READY = new Outcome(ProvisioningState.READY, null);

    private final ScriptedWorkflows workflows = new ScriptedWorkflows();
    private final Script script = workflows.script();

    @AfterEach
    void close() {
        workflows.close();
    }

    @Test
    void aTransientFailureIsRepeatedUntilItIsGone() {
        script.plan(node("a"));
        script.failTimes("a", 5, () -> ApplicationFailure.newFailure("away", Failures.TRANSIENT));
        assertThat(workflows.provision()).isEqualTo(READY);
        assertThat(script.calls().stream().filter("apply a"::equals)).hasSize(6);
    }

    @Test
    void whatDoesNotSucceedInTimeFailsWithTheLastReason() {
        script.plan(node("a"));
        script.failTimes("a", Integer.MAX_VALUE, () -> ApplicationFailure.newFailure("still away", Failures.TRANSIENT));
        Outcome outcome = workflows.provision();
        assertThat(outcome.state()).isEqualTo(ProvisioningState.FAILED);
        assertThat(outcome.failure().component()).isEqualTo("a");
        assertThat(outcome.failure().reason()).contains("not succeed in time").contains("still away");
    }

    @Test
    void anUnknownReleaseIsWaitedFor() {
        script.plan(node("a"));
        script.failTimes("begin", 3, () -> ApplicationFailure.newFailure("not known yet", Failures.TRANSIENT));
        assertThat(workflows.provision()).isEqualTo(READY);
    }

    @Test
    void eachStepOfAChangeMayFailOnceForAWhile() {
        script.planChange(List.of(node("a")), List.of(node("old")));
        script.failEachOnce();
        assertThat(workflows.provision()).isEqualTo(READY);
        assertThat(script.calls())
                .containsExactlyElementsOf(twice(
                        "begin", "await earlier work", "plan", "apply a", "rehearse", "destroy old", "complete"));
    }

    @Test
    void eachStepOfTheWayBackMayFailOnceForAWhile() {
        script.planChange(List.of(node("a"), node("c", "a")), List.of(node("old")));
        script.restoration(List.of(node("a")), List.of(node("c")));
        script.failEachOnce();
        refuse("c");
        assertThat(workflows.provision()).isEqualTo(new Outcome(ProvisioningState.FAILED, refusal("c")));
        assertThat(script.calls())
                .containsExactlyElementsOf(twice(
                        "begin",
                        "await earlier work",
                        "plan",
                        "apply a",
                        "apply c",
                        "undo",
                        "await earlier work",
                        "begin restoration",
                        "restore a",
                        "destroy c",
                        "fail"));
        assertThat(script.unrestored()).isEmpty();
    }

    @Test
    void eachStepOfTheUndoingOfAFirstProvisioningMayFailOnceForAWhile() {
        script.planFirst(node("a"));
        script.failEachOnce();
        refuse("a");
        assertThat(workflows.provision()).isEqualTo(new Outcome(ProvisioningState.FAILED, refusal("a")));
        assertThat(script.calls())
                .containsExactlyElementsOf(
                        twice("begin", "apply a", "undo", "await earlier work", "destroy a", "fail"));
        assertThat(script.left()).isEmpty();
    }

    private void refuse(String component) {
        Failure why = refusal(component);
        script.failTimes(
                component,
                1,
                () -> ApplicationFailure.newNonRetryableFailure(why.reason(), Failures.PERMANENT, why.remedy()));
    }

    private static Failure refusal(String component) {
        return new Failure(component, "taken", "Rename it.");
    }
}
