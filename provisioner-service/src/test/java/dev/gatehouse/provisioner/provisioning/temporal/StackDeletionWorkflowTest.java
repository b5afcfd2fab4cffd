package dev.gatehouse.provisioner.provisioning.temporal;

import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.node;
import static dev.gatehouse.provisioner.provisioning.temporal.ScriptedWorkflows.twice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The workflow alone, with time skipping; its activities only note that they were called. */
class StackDeletionWorkflowTest {
    private static final Outcome DELETED = new Outcome(ProvisioningState.DELETED, null);

    private final ScriptedWorkflows workflows = new ScriptedWorkflows();
    private final Script script = workflows.script();

    @AfterEach
    void close() {
        workflows.close();
    }

    @Test
    void componentsGoInTheReverseOrderOfTheirDependencies() {
        script.plan(
                node("database"), node("cache"), node("application", "database", "cache"), node("dns", "application"));
        assertThat(workflows.delete()).isEqualTo(DELETED);
        assertThat(script.calls())
                .startsWith("begin deletion", "await earlier work", "destroy dns", "destroy application")
                .endsWith("complete deletion")
                .containsOnlyOnce("destroy database", "destroy cache");
    }

    @Test
    void independentComponentsGoAtTheSameTime() {
        script.plan(node("a"), node("b"));
        // Each waits until the other one has begun: one after the other would never end.
        script.meetAt(2);
        assertThat(workflows.delete()).isEqualTo(DELETED);
    }

    @Test
    void nothingGoesWhileAnEarlierOperationIsAtWork() {
        script.plan(node("a"));
        script.failTimes("earlier work", 40, () -> ApplicationFailure.newFailure("still at work", Failures.TRANSIENT));
        assertThat(workflows.delete()).isEqualTo(DELETED);
        assertThat(script.calls().stream().filter("await earlier work"::equals)).hasSize(41);
        assertThat(script.calls().lastIndexOf("await earlier work"))
                .isLessThan(script.calls().indexOf("destroy a"));
    }

    @Test
    void oneThatIsCancelledWhileItWaitsRemovesNothing() {
        script.plan(node("a"));
        script.failTimes(
                "earlier work",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("cancelled", Failures.PERMANENT, "Delete it again."));
        assertThat(workflows.delete().failure()).isEqualTo(new Failure(null, "cancelled", "Delete it again."));
        assertThat(script.calls()).containsExactly("begin deletion", "await earlier work", "fail deletion");
    }

    @Test
    void oneThatWasCancelledBeforeTemporalLostItRemovesNothing() {
        Failure cancelled = new Failure(null, "cancelled", "Delete it again.");
        script.begun(new Begun(ComponentGraph.of(List.of(node("a"))), null, cancelled, false));
        assertThat(workflows.delete().failure()).isEqualTo(cancelled);
        assertThat(script.calls()).containsExactly("begin deletion", "fail deletion");
    }

    @Test
    void whatSomethingLeftDependsOnIsLeftTooAndTheRestGoes() {
        script.plan(node("database"), node("application", "database"), node("cache"));
        script.failTimes(
                "destroy application",
                99,
                () -> ApplicationFailure.newNonRetryableFailure("protected", Failures.PERMANENT, "Unprotect it."));
        assertThat(workflows.delete())
                .isEqualTo(new Outcome(
                        ProvisioningState.FAILED, new Failure("application", "protected", "Unprotect it.")));
        assertThat(script.calls())
                .endsWith("fail deletion")
                .contains("destroy cache")
                .doesNotContain("destroy database", "complete deletion");
    }

    @Test
    void aTransientFailureIsRepeatedUntilItIsGone() {
        script.plan(node("a"));
        script.failTimes("destroy a", 5, () -> ApplicationFailure.newFailure("away", Failures.TRANSIENT));
        assertThat(workflows.delete()).isEqualTo(DELETED);
        assertThat(script.calls().stream().filter("destroy a"::equals)).hasSize(6);
    }

    @Test
    void eachStepMayFailOnceForAWhile() {
        script.plan(node("a"));
        script.failEachOnce();
        assertThat(workflows.delete()).isEqualTo(DELETED);
        assertThat(script.calls())
                .containsExactlyElementsOf(
                        twice("begin deletion", "await earlier work", "destroy a", "complete deletion"));
    }

    @Test
    void eachStepOfADeletionThatIsRefusedMayFailOnceForAWhile() {
        script.plan(node("a"));
        script.failEachOnce();
        script.failTimes(
                "destroy a",
                1,
                () -> ApplicationFailure.newNonRetryableFailure("protected", Failures.PERMANENT, "Unprotect it."));
        assertThat(workflows.delete())
                .isEqualTo(new Outcome(ProvisioningState.FAILED, new Failure("a", "protected", "Unprotect it.")));
        assertThat(script.calls())
                .containsExactlyElementsOf(twice("begin deletion", "await earlier work", "destroy a", "fail deletion"));
    }

    @Test
    void whatDoesNotSucceedInTimeSaysThatTheStackMayBeDeletedAgain() {
        script.plan(node("a"));
        script.failTimes(
                "destroy a", Integer.MAX_VALUE, () -> ApplicationFailure.newFailure("still away", Failures.TRANSIENT));
        Outcome outcome = workflows.delete();
        assertThat(outcome.state()).isEqualTo(ProvisioningState.FAILED);
        assertThat(outcome.failure().reason()).contains("still away");
        assertThat(outcome.failure().remedy()).contains("delete the stack again");
    }

    /** A dump and what follows it have more than three minutes: what could not end in time could never be removed. */
    @Test
    void aRemovalHasTheTimeForADumpAndIsStillMissedWithinSeconds() {
        script.plan(node("a"));
        assertThat(workflows.delete()).isEqualTo(DELETED);
        ActivityInfo removal = script.removals().get(0);
        assertThat(removal.getStartToCloseTimeout()).isGreaterThan(Duration.ofSeconds(210));
        assertThat(removal.getHeartbeatTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aRemovalHasTheTimeThatItsEnginesAreGiven() {
        script.plan(node("a"));
        assertThat(workflows.delete(ProvisioningWorkers.workflows(Duration.ofHours(3))))
                .isEqualTo(DELETED);
        ActivityInfo removal = script.removals().get(0);
        assertThat(removal.getStartToCloseTimeout()).isGreaterThan(Duration.ofHours(3));
        assertThat(removal.getScheduleToCloseTimeout()).isGreaterThan(Duration.ofHours(6));
        assertThat(removal.getHeartbeatTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aDeletionThatHasEndedIsLeftAlone() {
        script.begun(new Begun(new ComponentGraph(List.of()), DELETED));
        assertThat(workflows.delete()).isEqualTo(DELETED);
        assertThat(script.calls()).containsExactly("begin deletion");
    }
}
