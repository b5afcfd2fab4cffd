package dev.gatehouse.request.stack.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.State;
import dev.gatehouse.request.stack.model.Operation.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StackGateTest {
    private static final UUID HOLDER = UUID.fromString("5b2f6a1e-2c0b-4f5e-9a51-6f1f8f0f2d22");
    private static final UUID NEXT = UUID.randomUUID();
    private static final Instant SINCE = Instant.parse("2026-11-22T09:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PROVISION, AWAITING_APPROVAL",
        "PROVISION, ACCEPTED",
        "PROVISION, RUNNING",
        "PROVISION, SUCCEEDED",
        "PROVISION, FAILED",
        "ADOPT, AWAITING_APPROVAL",
        "ADOPT, ACCEPTED",
        "ADOPT, RUNNING",
        "ADOPT, FAILED",
        "CHANGE,    ACCEPTED",
        "CHANGE,    RUNNING",
        "CHANGE,    SUCCEEDED",
        "CHANGE,    FAILED",
        "UPGRADE,   SUCCEEDED",
        "UPGRADE,   FAILED",
        "DELETE,    FAILED"
    })
    void aDeletionTakesWhatNobodyHoldsAndWhatHasNeverBeenReady(Kind kind, State state) {
        Stack holding = held("development", kind, state);
        Stack deleting = StackGate.delete(holding, NEXT, NOW);

        Target target = holding.operation().ended()
                ? new Target("1.0.0", 1, Map.of())
                : holding.operation().target();
        assertThat(deleting.operation())
                .isEqualTo(new Operation(NEXT, 4, Kind.DELETE, State.ACCEPTED, target, NOW, null));
        assertThat(deleting.phase()).isEqualTo(Phase.DELETING);
        assertThat(deleting.failure()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"CHANGE, ACCEPTED", "CHANGE, RUNNING", "UPGRADE, ACCEPTED", "UPGRADE, RUNNING"})
    void aRunningOperationIsNamedAndKeepsTheStack(Kind kind, State state) {
        Problem problem = refusal(madeReady(held("development", kind, state)));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.slug()).isEqualTo("stack-held");
        assertThat(problem.detail()).contains(HOLDER.toString(), kind.label(), "number 3", SINCE.toString());
        assertThat(problem.detail())
                .containsPattern(
                        kind == Kind.UPGRADE
                                ? "may cancel the upgrade\\.$"
                                : "POST /api/v1/stacks/[-0-9a-f]{36}:cancel; from then on DELETE /api/v1/stacks/[-0-9a-f]{36} takes");
    }

    /** What leads it back may wait for hours for a target that is away. */
    @ParameterizedTest
    @CsvSource({"ACCEPTED", "RUNNING"})
    void aDeletionTakesTheStackFromAChangeThatWasCancelled(State state) {
        Stack changing = StackGate.cancel(madeReady(held("development", Kind.CHANGE, state)), "dana", NOW);

        Stack deleting = StackGate.delete(changing, NEXT, NOW);

        assertThat(deleting.phase()).isEqualTo(Phase.DELETING);
        assertThat(deleting.operation().number()).isEqualTo(4);
        assertThat(refusal(changing.withDeletionProtection(true)).slug()).isEqualTo("deletion-protected");
        assertThat(refusal(() -> StackGate.repair(changing, NEXT, NOW)).detail())
                .contains("or delete the stack at once with DELETE /api/v1/stacks/");
    }

    /** The wish to cancel came too late, and so the stack is what the change wanted if it is not deleted after all. */
    @Test
    void aChangeThatEndedJustBeforeItsDeletionCounts() {
        Stack ready = madeReady(held("development", Kind.PROVISION, State.SUCCEEDED));
        Stack changing = StackGate.change(ready, Map.of("replicas", 3), UUID.randomUUID(), NOW);
        Operation change = changing.operation();
        Stack deleting = StackGate.delete(StackGate.cancel(changing, "dana", NOW), NEXT, NOW);

        Stack after = deleting.after(new ProvisioningFact.Done(
                new ProvisioningFact.OperationReference(change.id(), change.number()), 2, Map.of("a", "b"), null));

        assertThat(after.phase()).isEqualTo(Phase.DELETING);
        assertThat(after.parameters()).isEqualTo(Map.of("replicas", 3));
        assertThat(after.generation()).isEqualTo(2);
        assertThat(after.outputs()).isEqualTo(Map.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource({"ACCEPTED", "RUNNING", "SUCCEEDED"})
    void askingTwiceIsAskingOnce(State state) {
        Stack deleting = held("production", Kind.DELETE, state);

        assertThat(StackGate.delete(deleting, NEXT, NOW)).isSameAs(deleting);
    }

    @Test
    void productionIsProtectedUntilItsTeamLiftsThat() {
        Stack ready = held("production", Kind.PROVISION, State.SUCCEEDED);

        Problem problem = refusal(ready);
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.slug()).isEqualTo("deletion-protected");
        assertThat(problem.detail()).contains("PATCH /api/v1/stacks/", "\"deletionProtection\": false");
        assertThat(StackGate.delete(ready.withDeletionProtection(false), NEXT, NOW)
                        .phase())
                .isEqualTo(Phase.DELETING);
    }

    @Test
    void anyStackMayBeProtected() {
        Stack ready = held("development", Kind.PROVISION, State.SUCCEEDED);
        assertThat(ready.deletionProtected()).isFalse();

        assertThat(refusal(ready.withDeletionProtection(true)).slug()).isEqualTo("deletion-protected");
    }

    @ParameterizedTest
    @CsvSource({
        "PROVISION, SUCCEEDED",
        "PROVISION, FAILED",
        "CHANGE,    SUCCEEDED",
        "CHANGE,    FAILED",
        "UPGRADE,   FAILED",
        "DELETE,    FAILED"
    })
    void aChangeTakesWhatNobodyHolds(Kind kind, State state) {
        Stack free = held("production", kind, state);

        Stack changing = StackGate.change(free, Map.of("replicas", 3), NEXT, NOW);

        Target wanted = new Target("1.0.0", 2, Map.of("replicas", 3));
        assertThat(changing.operation())
                .isEqualTo(new Operation(NEXT, 4, Kind.CHANGE, State.ACCEPTED, wanted, NOW, null));
        assertThat(changing.generation()).isEqualTo(1);
        assertThat(changing.parameters()).isEmpty();
        assertThat(changing.phase()).isEqualTo(Phase.PROVISIONING);
        Target asItIs = new Target("1.0.0", 1, Map.of());
        assertThat(StackGate.repair(free, NEXT, NOW).operation().target()).isEqualTo(asItIs);
    }

    @ParameterizedTest
    @CsvSource({
        "PROVISION, AWAITING_APPROVAL, stack-held",
        "PROVISION, ACCEPTED,          stack-held",
        "PROVISION, RUNNING,           stack-held",
        "CHANGE,    ACCEPTED,          stack-held",
        "CHANGE,    RUNNING,           stack-held",
        "UPGRADE,   RUNNING,           stack-held",
        "DELETE,    ACCEPTED,          stack-held",
        "DELETE,    RUNNING,           stack-held",
        "DELETE,    SUCCEEDED,         stack-deleted"
    })
    void aChangeIsRefusedWhereAnotherOperationHoldsTheStackOrItIsGone(Kind kind, State state, String slug) {
        Stack stack = held("development", kind, state);

        assertThat(refusal(() -> StackGate.change(stack, Map.of("replicas", 3), NEXT, NOW)))
                .returns(409, Problem::status)
                .returns(slug, Problem::slug);
        assertThat(refusal(() -> StackGate.repair(stack, NEXT, NOW)).slug()).isEqualTo(slug);
    }

    @Test
    void theSameParametersAreAWishToTryAgainUnlessTheStackIsReady() {
        Stack ready = held("development", Kind.PROVISION, State.ACCEPTED)
                .after(new ProvisioningFact.Done(
                        new ProvisioningFact.OperationReference(HOLDER, 3), 1, Map.of(), null));
        assertThat(StackGate.change(ready, ready.parameters(), NEXT, NOW)).isSameAs(ready);

        Stack failed = held("development", Kind.CHANGE, State.FAILED);
        Stack again = StackGate.change(failed, Map.of(), NEXT, NOW);
        assertThat(again.operation().number()).isEqualTo(4);
        assertThat(again.operation().target().generation()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PROVISION, SUCCEEDED, 3, true",
        "CHANGE,    FAILED,    3, true",
        "PROVISION, SUCCEEDED, 2, false",
        "PROVISION, SUCCEEDED, 4, false",
        "CHANGE,    RUNNING,   3, false",
        "DELETE,    RUNNING,   3, false",
        "DELETE,    FAILED,    3, false",
        "DELETE,    SUCCEEDED, 3, false"
    })
    void driftIsRepairedWhereNothingHappenedSinceItWasSeen(Kind kind, State state, int seen, boolean repaired) {
        Stack stack = madeReady(held("production", kind, state));

        assertThat(StackGate.repairDrift(stack, seen, NEXT, NOW).isPresent()).isEqualTo(repaired);
        StackGate.repairDrift(stack, seen, NEXT, NOW).ifPresent(repairing -> assertThat(repairing.operation())
                .isEqualTo(new Operation(
                        NEXT, 4, Kind.CHANGE, State.ACCEPTED, new Target("2.0.0", 1, Map.of()), NOW, null)));
        assertThat(StackGate.repairDrift(held("production", kind, state), seen, NEXT, NOW))
                .isEmpty();
    }

    @Test
    void driftIsRepairedAgainAfterADeletionThatWasCancelled() {
        Stack deleting = madeReady(held("production", Kind.DELETE, State.RUNNING));
        Stack cancelled = StackGate.cancel(deleting, "dana", NOW);
        assertThat(StackGate.repairDrift(cancelled, 3, NEXT, NOW)).isEmpty();

        Stack kept = cancelled.after(new ProvisioningFact.Failed(
                new ProvisioningFact.OperationReference(deleting.operation().id(), 3),
                null,
                "dana cancelled it",
                "none",
                List.of(),
                false,
                null,
                null));
        assertThat(StackGate.repairDrift(kept, 3, NEXT, NOW)).isPresent();
    }

    /** The same stack, some operation before the latest having made it ready. */
    private static Stack madeReady(Stack stack) {
        Operation latest = stack.operation();
        return stack.heldBy(latest.in(State.RUNNING))
                .after(new ProvisioningFact.Done(
                        new ProvisioningFact.OperationReference(latest.id(), latest.number()), 1, Map.of(), null))
                .heldBy(new Operation(
                        latest.id(), 3, latest.kind(), latest.state(), new Target("1.0.0", 1, Map.of()), SINCE, null));
    }

    @ParameterizedTest
    @CsvSource({
        "PROVISION, AWAITING_APPROVAL",
        "PROVISION, ACCEPTED",
        "PROVISION, RUNNING",
        "CHANGE,    ACCEPTED",
        "CHANGE,    RUNNING",
        "DELETE,    RUNNING"
    })
    void whateverHoldsAStackMayBeCancelledOnce(Kind kind, State state) {
        Stack cancelled = StackGate.cancel(held("production", kind, state), "dana", NOW);

        assertThat(cancelled.operation().cancellation()).isEqualTo(new Operation.Cancellation("dana", NOW));
        assertThat(cancelled.operation().state()).isEqualTo(state);
        assertThat(StackGate.cancel(cancelled, "dora", SINCE)).isSameAs(cancelled);
    }

    /** Nobody would consume it: the service that carries upgrades out ends them. */
    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"ACCEPTED", "RUNNING"})
    void anUpgradeIsNotCancelledThroughTheStackItHolds(State state) {
        Stack stack = held("development", Kind.UPGRADE, state);

        Problem problem = refusal(() -> StackGate.cancel(stack, "dana", NOW));
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.slug()).isEqualTo("upgrade-holds-stack");
        assertThat(problem.detail()).contains(HOLDER.toString(), "cancel the upgrade instead");
        assertThat(refusal(stack).detail()).endsWith("may cancel the upgrade.");
    }

    @ParameterizedTest
    @CsvSource({"PROVISION, SUCCEEDED", "CHANGE, FAILED", "DELETE, SUCCEEDED"})
    void whatHasEndedCannotBeCancelled(Kind kind, State state) {
        Stack stack = held("development", kind, state);

        Problem problem = refusal(() -> StackGate.cancel(stack, "dana", NOW));
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.slug()).isEqualTo("nothing-to-cancel");
        assertThat(problem.detail()).contains(HOLDER.toString());
    }

    private static Problem refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call).problem();
    }

    private static Problem refusal(Stack stack) {
        return refusal(() -> StackGate.delete(stack, NEXT, NOW));
    }

    private static Stack held(String environment, Kind kind, State state) {
        Origin origin = new Origin(
                UUID.randomUUID(), "shop", "checkout", environment, "checkout-shop", Map.of(), "web", "dana", SINCE);
        return Stack.requested(origin, "1.0.0", Map.of(), List.of(), UUID.randomUUID(), Kind.PROVISION)
                .heldBy(new Operation(HOLDER, 3, kind, state, new Target("2.0.0", 2, Map.of()), SINCE, null));
    }
}
