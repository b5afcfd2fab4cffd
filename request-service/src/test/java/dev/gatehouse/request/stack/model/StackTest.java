package dev.gatehouse.request.stack.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.State;
import dev.gatehouse.request.stack.model.Operation.Target;
import dev.gatehouse.request.stack.model.ProvisioningFact.ComponentDone;
import dev.gatehouse.request.stack.model.ProvisioningFact.ComponentGone;
import dev.gatehouse.request.stack.model.ProvisioningFact.Deleted;
import dev.gatehouse.request.stack.model.ProvisioningFact.Done;
import dev.gatehouse.request.stack.model.ProvisioningFact.Failed;
import dev.gatehouse.request.stack.model.ProvisioningFact.NamedComponent;
import dev.gatehouse.request.stack.model.ProvisioningFact.OperationReference;
import dev.gatehouse.request.stack.model.ProvisioningFact.Started;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackTest {
    private static final UUID OPERATION = UUID.randomUUID();
    private static final OperationReference FIRST = new OperationReference(OPERATION, 1);

    private final Stack requested = Stack.requested(
            new Origin(
                    UUID.randomUUID(),
                    "shop",
                    "checkout",
                    "development",
                    "checkout-shop",
                    Map.of(),
                    "web",
                    "dana",
                    Instant.EPOCH),
            "1.0.0",
            Map.of(),
            List.of(
                    StackComponent.pending("database", "postgresql", "platform"),
                    StackComponent.pending("application", "gitops", "developer")),
            OPERATION,
            Operation.Kind.PROVISION);

    @Test
    void factsMoveAStackToReady() {
        Stack stack = requested
                .after(new Started(FIRST))
                .after(new ComponentDone(
                        FIRST, new NamedComponent("database", "postgresql", null), Map.of("host", "db")))
                .after(new Done(FIRST, 1, Map.of("address", "db:5432"), null));

        assertThat(stack.phase()).isEqualTo(Phase.READY);
        assertThat(stack.operation().state()).isEqualTo(State.SUCCEEDED);
        assertThat(stack.outputs()).isEqualTo(Map.of("address", "db:5432"));
        assertThat(stack.components()).extracting(StackComponent::state).containsOnly(StackComponent.State.PROVISIONED);
        assertThat(stack.components().get(0).outputs()).isEqualTo(Map.of("host", "db"));
    }

    @Test
    void releaseGenerationAndParametersMoveOnlyByTheTerminalFact() {
        Stack upgrading = withOperation(new Operation(
                OPERATION,
                2,
                Kind.CHANGE,
                State.ACCEPTED,
                new Target("2.0.0", 2, Map.of("replicas", 3)),
                Instant.EPOCH,
                null));
        OperationReference second = new OperationReference(OPERATION, 2);

        Stack running = upgrading
                .after(new Started(second))
                .after(new ComponentDone(second, new NamedComponent("database", "postgresql", null), Map.of()));
        assertThat(running.version()).isEqualTo("1.0.0");
        assertThat(running.generation()).isEqualTo(1);
        assertThat(running.parameters()).isEmpty();

        Stack failed =
                running.after(new Failed(second, "database", "no disk", "add a disk", List.of(), false, null, null));
        assertThat(failed.version()).isEqualTo("1.0.0");
        assertThat(failed.parameters()).isEmpty();
        assertThat(failed.phase()).isEqualTo(Phase.DEGRADED);

        Stack done = running.after(new Done(second, 2, Map.of(), null));
        assertThat(done.version()).isEqualTo("2.0.0");
        assertThat(done.generation()).isEqualTo(2);
        assertThat(done.parameters()).isEqualTo(Map.of("replicas", 3));
        assertThat(done.phase()).isEqualTo(Phase.READY);
    }

    @Test
    void aFailureIsKeptUntilTheNextAttempt() {
        Stack failed = requested
                .after(new Started(FIRST))
                .after(new Failed(FIRST, "database", "no disk", "add a disk", List.of(), false, null, null));

        assertThat(failed.phase()).isEqualTo(Phase.FAILED);
        assertThat(failed.failure()).isEqualTo(new Failure("database", "no disk", "add a disk", List.of()));
        assertThat(failed.components().get(0).state()).isEqualTo(StackComponent.State.FAILED);

        Stack again = failed.after(new Started(FIRST));
        assertThat(again.phase()).isEqualTo(Phase.PROVISIONING);
        assertThat(again.failure()).isNull();
    }

    @Test
    void aRestoredChangeLeavesTheStackReadyAsItWas() {
        OperationReference second = new OperationReference(OPERATION, 2);
        Stack ready = requested.after(new Started(FIRST)).after(new Done(FIRST, 1, Map.of("host", "db"), null));
        Stack changing = StackGate.change(ready, Map.of("replicas", 3), OPERATION, Instant.EPOCH);

        Stack restored = changing.after(new Started(second))
                .after(new Failed(second, "database", "no disk", "add a disk", List.of(), true, null, null));

        assertThat(restored.phase()).isEqualTo(Phase.READY);
        assertThat(restored.operation().state()).isEqualTo(State.FAILED);
        assertThat(restored.failure()).isEqualTo(new Failure("database", "no disk", "add a disk", List.of()));
        assertThat(restored.parameters()).isEmpty();
        assertThat(restored.generation()).isEqualTo(1);
        assertThat(restored.outputs()).isEqualTo(Map.of("host", "db"));
        assertThat(restored.components())
                .extracting(StackComponent::state)
                .containsOnly(StackComponent.State.PROVISIONED);
    }

    @Test
    void aRestoredChangeBringsTheOutputsAsTheyAreAfterIt() {
        OperationReference second = new OperationReference(OPERATION, 2);
        Stack ready = requested.after(new Done(FIRST, 1, Map.of("secret", "first"), null));
        Stack changing = StackGate.change(ready, Map.of("replicas", 3), OPERATION, Instant.EPOCH);
        Map<String, Object> outputs = Map.of("secret", "second");

        assertThat(changing.after(new Failed(second, null, "no disk", "add a disk", List.of(), true, outputs, null))
                        .outputs())
                .isEqualTo(outputs);
        assertThat(changing.after(new Failed(second, null, "no disk", "add a disk", List.of(), false, outputs, null))
                        .outputs())
                .isEqualTo(Map.of("secret", "first"));
    }

    @Test
    void aDeletionThatRemovedNothingLeavesTheStackAsItWas() {
        OperationReference second = new OperationReference(OPERATION, 2);
        Stack ready = requested.after(new Done(FIRST, 1, Map.of("host", "db"), null));

        Stack still = StackGate.delete(ready, OPERATION, Instant.EPOCH)
                .after(new Failed(second, null, "cancelled by dana", "none", List.of(), true, null, null));

        assertThat(still.phase()).isEqualTo(Phase.READY);
        assertThat(still.components()).isEqualTo(ready.components());
        assertThat(still.outputs()).isEqualTo(Map.of("host", "db"));
        Stack never = StackGate.delete(requested, OPERATION, Instant.EPOCH)
                .after(new Failed(second, null, "cancelled by dana", "none", List.of(), true, null, null));
        assertThat(never.phase()).isEqualTo(Phase.FAILED);
        assertThat(never.components()).isEqualTo(requested.components());
    }

    @Test
    void aStackThatBecameReadyJustBeforeItsDeletionIsReadyWhereThatRemovedNothing() {
        OperationReference second = new OperationReference(OPERATION, 2);
        Stack deleting = StackGate.delete(requested.after(new Started(FIRST)), OPERATION, Instant.EPOCH);

        Stack late = deleting.after(new Done(FIRST, 1, Map.of("host", "db"), null));
        assertThat(late.phase()).isEqualTo(Phase.DELETING);
        assertThat(late.operation()).isEqualTo(deleting.operation());

        Stack kept = late.after(new Failed(second, null, "cancelled by dana", "none", List.of(), true, null, null));
        assertThat(kept.phase()).isEqualTo(Phase.READY);
        assertThat(kept.outputs()).isEqualTo(Map.of("host", "db"));
        assertThat(kept.components()).extracting(StackComponent::state).containsOnly(StackComponent.State.PROVISIONED);
        assertThat(late.after(new Failed(second, null, "no route", "none", List.of(), false, null, null))
                        .phase())
                .isEqualTo(Phase.DEGRADED);
    }

    @Test
    void aStackThatNeverWasReadyHasNothingToBeRestored() {
        OperationReference second = new OperationReference(OPERATION, 2);
        Stack failed =
                requested.after(new Failed(FIRST, "database", "no disk", "add a disk", List.of(), false, null, null));
        Stack again = StackGate.change(failed, Map.of(), OPERATION, Instant.EPOCH);
        assertThat(again.phase()).isEqualTo(Phase.PROVISIONING);

        assertThat(again.after(new Failed(second, "database", "no disk", "add a disk", List.of(), false, null, null))
                        .phase())
                .isEqualTo(Phase.FAILED);
        Stack ready = again.after(new Done(second, 1, Map.of(), null));
        assertThat(ready.phase()).isEqualTo(Phase.READY);
        assertThat(ready.everReady()).isTrue();
    }

    @Test
    void whatWasSeenOfAStackHoldsAcrossItsOperationsUntilItIsGone() {
        Degradation seen = new Degradation(List.of("database"), "database is missing", Instant.EPOCH);
        OperationReference second = new OperationReference(OPERATION, 2);
        Stack degraded = requested.after(new Done(FIRST, 1, Map.of(), null)).after(new DriftFact.Degraded(seen));
        assertThat(degraded.phase()).isEqualTo(Phase.DEGRADED);
        assertThat(degraded.after(new DriftFact.RepairNeeded(List.of("database"), 1)))
                .isSameAs(degraded);

        Stack repaired =
                StackGate.repair(degraded, OPERATION, Instant.EPOCH).after(new Done(second, 1, Map.of(), null));
        assertThat(repaired.phase()).isEqualTo(Phase.DEGRADED);
        assertThat(repaired.degradation()).isEqualTo(seen);
        assertThat(repaired.after(new DriftFact.Recovered()).phase()).isEqualTo(Phase.READY);

        Stack gone = StackGate.delete(degraded, OPERATION, Instant.EPOCH).after(new Deleted(second));
        assertThat(gone.degradation()).isNull();
        assertThat(gone.after(new DriftFact.Degraded(seen))).isSameAs(gone);
    }

    @Test
    void factsMoveAStackFromItsDeletionToItsEnd() {
        Stack deleting = StackGate.delete(requested, OPERATION, Instant.EPOCH);
        OperationReference second = new OperationReference(OPERATION, 2);
        assertThat(deleting.phase()).isEqualTo(Phase.DELETING);

        Stack half = deleting.after(new ComponentGone(second, "application"));
        assertThat(half.phase()).isEqualTo(Phase.DELETING);
        assertThat(half.components().get(1).state()).isEqualTo(StackComponent.State.DESTROYED);

        List<Orphan> orphans = List.of(new Orphan("database", "postgresql", "local", List.of()));
        Stack failed = half.after(new Failed(second, "database", "in use", "free it", orphans, false, null, null));
        assertThat(failed.phase()).isEqualTo(Phase.FAILED);
        assertThat(failed.failure()).isEqualTo(new Failure("database", "in use", "free it", orphans));

        Stack gone = half.after(new Deleted(second));
        assertThat(gone.phase()).isEqualTo(Phase.DELETED);
        assertThat(gone.outputs()).isEmpty();
    }

    @Test
    void aComponentThatIsToldGoneAfterTheEndOpensNothingAgain() {
        Stack deleting = StackGate.delete(requested, OPERATION, Instant.EPOCH);
        OperationReference second = new OperationReference(OPERATION, 2);
        ComponentGone late = new ComponentGone(second, "application");

        assertThat(deleting.after(new Deleted(second)).after(late).phase()).isEqualTo(Phase.DELETED);
        Stack failed =
                deleting.after(new Failed(second, "database", "in use", "free it", List.of(), false, null, null));
        assertThat(failed.after(late).phase()).isEqualTo(Phase.FAILED);
        assertThat(failed.after(late).failure()).isEqualTo(failed.failure());
        assertThat(failed.after(late).components().get(1).state()).isEqualTo(StackComponent.State.DESTROYED);
    }

    /** But for the success of what gave way to a deletion, see StackGateTest. */
    @ParameterizedTest
    @CsvSource({"2, CHANGE", "2, UPGRADE", "3, DELETE"})
    void aFactOfAnEarlierOperationChangesNothing(int number, Kind kind) {
        Stack later = withOperation(new Operation(
                UUID.randomUUID(), number, kind, State.RUNNING, new Target("1.0.0", 2, Map.of()), Instant.EPOCH, null));

        assertThat(later.after(new Done(FIRST, 1, Map.of(), null))).isSameAs(later);
    }

    @Test
    void aFactOfAnOperationThatWasNeverGivenOutIsNotTaken() {
        OperationReference forged = new OperationReference(UUID.randomUUID(), 1);
        OperationReference ahead = new OperationReference(UUID.randomUUID(), 2);

        assertThatThrownBy(() -> requested.after(new Started(forged))).isInstanceOf(UnknownOperation.class);
        assertThatThrownBy(() -> requested.after(new Started(ahead))).isInstanceOf(UnknownOperation.class);
    }

    @Test
    void namespacesAreLabels() {
        assertThat(Namespace.of("checkout", "shop")).isEqualTo("checkout-shop");
        assertThat(Namespace.of("t".repeat(62), "shop")).isEqualTo("t".repeat(62));
        assertThat(Namespace.of("t".repeat(60), "shop")).hasSize(63).doesNotEndWith("-");
    }

    private Stack withOperation(Operation operation) {
        return new Stack(
                requested.origin(),
                requested.version(),
                requested.generation(),
                requested.parameters(),
                operation,
                Provisioning.NONE,
                Upgrade.NONE,
                null,
                requested.components(),
                requested.outputs(),
                null,
                true,
                null);
    }
}
