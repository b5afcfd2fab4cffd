package dev.gatehouse.provisioner.provisioning.temporal;

import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.node;
import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.twice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .containsExactlyElementsOf(
                        twice("begin", "await earlier work", "plan", "apply a", "rehearse", "destroy old", "complete"));
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

    /** The longest wait is as long as it says; what the machine adds to each is no wait of ours. */
    @ParameterizedTest
    @CsvSource({
        "begin, 10000",
        "earlier work, 1000",
        "plan, 10000",
        "a, 10000",
        "rehearse, 10000",
        "destroy old, 10000",
        "complete, 10000"
    })
    void aStepIsRepeatedEverLessOften(String step, long longest) {
        List<Long> tries = new CopyOnWriteArrayList<>();
        script.planChange(List.of(node("a")), List.of(node("old")));
        script.failTimes(step, 9, () -> {
            tries.add(workflows.now());
            return ApplicationFailure.newFailure("away", Failures.TRANSIENT);
        });
        assertThat(workflows.provision()).isEqualTo(READY);
        assertThat(tries).hasSize(9);
        for (int again = 1; again < tries.size(); again++) {
            long wait = Math.min(250L << (again - 1), longest);
            assertThat(tries.get(again) - tries.get(again - 1))
                    .as("milliseconds before repetition " + again)
                    .isBetween(wait, wait + 4000);
        }
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
