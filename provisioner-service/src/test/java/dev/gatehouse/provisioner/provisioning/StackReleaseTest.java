package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import io.quarkus.test.junit.QuarkusTest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of StackReleaseWorkflow as upgrade-service sees it: by its name and JSON, without any of our types. */
@QuarkusTest
@RealParts
class StackReleaseTest {
    private static final String[] AS_REQUESTED = {
        "base of platform", "middle of platform", "old of platform", "still of platform"
    };

    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    WorkflowClient client;

    @Inject
    BlockingBridge bridge;

    @Inject
    ProvisioningRecords records;

    @Inject
    ComponentRecords components;

    @Inject
    Operations operations;

    private Stacks stacks;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        Upgrades.release(stacks, "moving");
    }

    @Test
    void aReleaseIsAppliedComponentByComponentAndThenAsAWhole() {
        ObjectNode request = ready("moved");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        stacks.awaitState(stack, "ACCEPTED");
        Instant later = Instant.now().plusSeconds(3600);
        List<Provisioning> claimed =
                bridge.inTransaction(session -> records.claimUnfinished(session, later, Instant.now(), 200));
        assertThat(claimed).noneMatch(operation -> operation.order().stackId().equals(stack));

        assertThat(run(upgrade, 1, "apply", "base").get("state").asText()).isEqualTo("DONE");
        assertThat(engine.standing(stack, "base").inputs()).hasToString("{version=2}");
        assertThat(engine.standing(stack, "middle").inputs()).hasToString("{version=1}");
        assertThat(run(upgrade, 1, "apply", null).toString()).isEqualTo("{\"state\":\"DONE\",\"failure\":null}");

        assertThat(stacks.awaitOperation(stack, 2, "READY").getInt("outputs.version"))
                .isEqualTo(2);
        assertThat(engine.standing(stack, "fresh").inputs()).hasToString("{version=2}");
        assertThat(engine.standing(stack, "old")).isNull();
        List<ObjectNode> facts = of(stack, 2);
        facts.forEach(fact -> EventContract.check(fact.toString()));
        assertThat(facts)
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "ComponentDestroyed",
                        "StackProvisioned");
        assertThat(facts.get(5).at("/data/operation/kind").asText()).isEqualTo("upgrade");
        assertThat(owners(facts.get(5)))
                .containsExactlyInAnyOrder(
                        "base of platform", "middle of developer", "fresh of platform", "still of developer");
        assertThat(facts.get(2).at("/data/component/name").asText()).isEqualTo("middle");
        assertThat(facts.get(2).at("/data/component/owner").asText()).isEqualTo("developer");
    }

    @Test
    void whatWasAppliedIsRevertedAppliedAgainInAnotherAttemptAndTakenBackForGood() {
        ObjectNode request = ready("back-and-forth");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        engine.refuse(stack, "apply", "fresh");

        JsonNode refused = run(upgrade, 1, "apply", null);
        assertThat(refused.get("state").asText()).isEqualTo("FAILED");
        assertThat(refused.at("/failure/component").asText()).isEqualTo("fresh");
        for (String component : List.of("fresh", "middle", "base")) {
            assertThat(run(upgrade, 1, "revert", component).get("state").asText())
                    .isEqualTo("DONE");
        }
        JsonNode again = run(upgrade, 1, "apply", "base");
        assertThat(again.get("state").asText()).isEqualTo("FAILED");
        assertThat(again.at("/failure/reason").asText()).contains("attempt 1");
        assertThat(run(upgrade, 2, "revert", "base").get("state").asText()).isEqualTo("DONE");
        // reverted in the order of its graph, middle took its input from what base was then
        assertThat(run(upgrade, 2, "revert", "middle").get("state").asText()).isEqualTo("DONE");
        isAsRequested(stack);
        assertThat(stacks.get(stack).getString("state")).isEqualTo("RUNNING");

        assertThat(run(upgrade, 3, "apply", "base").get("state").asText()).isEqualTo("DONE");
        assertThat(run(upgrade, 3, "revert", null).get("state").asText()).isEqualTo("DONE");

        stacks.awaitOperation(stack, 2, "FAILED");
        isAsRequested(stack);
        List<ObjectNode> facts = of(stack, 2);
        ObjectNode failed = facts.get(facts.size() - 1);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/restored").asBoolean()).isTrue();
        assertThat(failed.at("/data/reason").asText()).isEqualTo("a budget allows no disruption");
        assertThat(failed.at("/data/attempt").asInt()).isEqualTo(3);
        assertThat(owners(failed)).containsExactlyInAnyOrder(AS_REQUESTED);

        JsonNode late = run(upgrade, 4, "apply", "base");
        assertThat(late.get("state").asText()).isEqualTo("REFUSED");
        assertThat(late.at("/failure/reason").asText()).contains("FAILED");
        isAsRequested(stack);
    }

    @Test
    void whatHeldDataAndWasRemovedIsNotAsItWasWhenItIsMadeAgain() {
        ObjectNode request = ready("emptied");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        assertThat(run(upgrade, 1, "apply", "old").get("state").asText()).isEqualTo("DONE");
        assertThat(engine.standing(stack, "old")).isNull();

        engine.keepData(true);
        try {
            JsonNode reverted = run(upgrade, 1, "revert", null);
            assertThat(reverted.get("state").asText()).isEqualTo("FAILED");
            assertThat(reverted.at("/failure/reason").asText()).contains("not as it was before");
            assertThat(reverted.at("/failure/remedy").asText()).contains("without the data that it held: old.");
            stacks.awaitOperation(stack, 2, "FAILED");
        } finally {
            engine.keepData(false);
        }

        isAsRequested(stack);
        List<ObjectNode> facts = of(stack, 2);
        ObjectNode failed = facts.get(facts.size() - 1);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/restored").asBoolean()).isFalse();
        assertThat(failed.at("/data/orphans")).isEmpty();
        assertThat(failed.at("/data/remedy").asText())
                .contains("without the data that it held: old.")
                .contains(stack + ":repair");
    }

    @Test
    void whatTheUpgradeCreatedIsListedAlsoWhereTheWayBackCouldNotBePlanned() {
        ObjectNode request = ready("unplanned");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        stacks.awaitState(stack, "ACCEPTED");
        for (String component : List.of("base", "middle", "fresh")) {
            assertThat(run(upgrade, 1, "apply", component).get("state").asText())
                    .isEqualTo("DONE");
        }
        Checkpoint operation =
                new Checkpoint(stack, upgrade.at("/data/operation/id").asText(), 1);
        Failure cause = new Failure(null, "a budget allows no disruption", "Allow one.");
        Failure unplanned = new Failure(null, "no target is registered", "Register one.");

        operations.fail(new FailOperation(operation, cause, List.of(), unplanned));

        stacks.awaitOperation(stack, 2, "FAILED");
        List<ObjectNode> facts = of(stack, 2);
        ObjectNode failed = facts.get(facts.size() - 1);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/restored").asBoolean()).isFalse();
        assertThat(failed.at("/data/orphans").findValuesAsText("component")).containsExactly("fresh");
        assertThat(failed.at("/data/orphans/0/resources/0/id").asText()).isEqualTo(stack + " fresh");
        assertThat(owners(failed)).contains("fresh of platform").contains(AS_REQUESTED);
        assertThat(failed.at("/data/remedy").asText()).contains("no target is registered");
    }

    @Test
    void whatTheUpgradeCreatedAndCannotBeRemovedIsListedAndAnotherUpgradeTakesItOver() {
        ObjectNode request = ready("clinging");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        for (String component : List.of("base", "middle", "fresh")) {
            run(upgrade, 1, "apply", component);
        }
        engine.refuse(stack, "destroy", "fresh");

        assertThat(run(upgrade, 1, "revert", null).get("state").asText()).isEqualTo("FAILED");

        stacks.awaitOperation(stack, 2, "FAILED");
        List<ObjectNode> facts = of(stack, 2);
        JsonNode failed = facts.get(facts.size() - 1).get("data");
        assertThat(failed.get("restored").asBoolean()).isFalse();
        assertThat(failed.get("orphans").findValuesAsText("component")).containsExactly("fresh");
        assertThat(failed.get("remedy").asText()).contains("Not as before: fresh;");
        assertThat(engine.standing(stack, "middle").inputs()).hasToString("{version=1}");

        ObjectNode again = Events.upgradeRequested(request, 3, 2, "2.0.0");
        Events.data(again).put("upgradeId", "the-next-one");
        stacks.request(again);
        assertThat(run(again, 1, "apply", null).get("state").asText()).isEqualTo("DONE");
        stacks.awaitOperation(stack, 3, "READY");
    }

    @Test
    void aReleaseThatMakesAComponentOfAnotherKindIsNotApplied() {
        ObjectNode release = Events.templateReleased("moving@3.0.0");
        Events.component(release, "base", "gitops");
        stacks.release(release);
        ObjectNode request = ready("turned");
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "3.0.0");
        stacks.request(upgrade);
        int calls = engine.calls(id(request)).size();

        JsonNode outcome = run(upgrade, 1, "apply", null);

        assertThat(outcome.get("state").asText()).isEqualTo("FAILED");
        assertThat(outcome.at("/failure/reason").asText()).contains("base", "keeps its kind");
        assertThat(engine.calls(id(request))).hasSize(calls);
        assertThat(run(upgrade, 1, "revert", null).get("state").asText()).isEqualTo("DONE");
        isAsRequested(id(request));
    }

    @Test
    void onceALaterAttemptHasBegunAnEarlierOneIsRefused() {
        ObjectNode request = ready("overtaken");
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        assertThat(run(upgrade, 2, "apply", "base").get("state").asText()).isEqualTo("DONE");

        JsonNode late = run(upgrade, 1, "revert", "base");

        assertThat(late.get("state").asText()).isEqualTo("REFUSED");
        assertThat(late.at("/failure/reason").asText())
                .isEqualTo("attempt 2 has begun: nothing is done for attempt 1 any more");
        assertThat(engine.standing(id(request), "base").inputs()).hasToString("{version=2}");
    }

    @Test
    void aRevertThatIsStillAtWorkWhenALaterAttemptBeginsGoesNoFurtherAndComesNotAfterIt() {
        ObjectNode request = ready("late-revert");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        assertThat(run(upgrade, 1, "apply", "base").get("state").asText()).isEqualTo("DONE");
        WorkflowStub reverting;
        WorkflowStub applying;
        try (Gate making = engine.hold(stack, "apply", "base")) {
            reverting = new Upgrades(client).start(upgrade, 1, "revert", "base");
            making.awaitEngine();
            applying = new Upgrades(client).start(upgrade, 2, "apply", "base");
            await().atMost(Duration.ofSeconds(30)).until(() -> attempt(upgrade) == 2);
        }

        JsonNode reverted = Upgrades.result(reverting);
        assertThat(reverted.get("state").asText()).isEqualTo("FAILED");
        assertThat(reverted.at("/failure/reason").asText())
                .isEqualTo("attempt 2 has begun, so attempt 1 goes no further");
        assertThat(Upgrades.state(applying)).isEqualTo("DONE");
        assertThat(engine.standing(stack, "base").inputs()).hasToString("{version=2}");
    }

    @Test
    void anApplyThatStillRemovesGoesNoFurtherOnceAllIsReverted() {
        ObjectNode from = Events.templateReleased("shrinking@1.0.0");
        Events.component(from, "keep", "scripted").put("version", 1);
        Events.component(from, "low", "scripted");
        Events.component(from, "high", "scripted", "low");
        stacks.release(from);
        ObjectNode to = Events.templateReleased("shrinking@2.0.0");
        Events.component(to, "keep", "scripted").put("version", 2);
        stacks.release(to);
        ObjectNode request = Events.stackRequested("shrinking", "shrinking@1.0.0");
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        engine.fail(stack, "destroy", "high", 5, () -> new TransientFailure("away", null));
        stacks.request(upgrade);
        WorkflowStub applying = new Upgrades(client).start(upgrade, 1, "apply", null);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Collections.frequency(engine.calls(stack), "destroy high") >= 3);
        WorkflowStub reverting;
        try (Gate restoring = engine.hold(stack, "apply", "keep")) {
            reverting = new Upgrades(client).start(upgrade, 1, "revert", null);
            restoring.awaitEngine();
            assertThat(Upgrades.state(applying)).isEqualTo("FAILED");
            assertThat(engine.standing(stack, "high")).isNotNull();
            assertThat(engine.standing(stack, "low")).isNotNull();
            await().atMost(Duration.ofSeconds(30)).until(() -> isReady(stack, "high"));
            assertThat(noteAsGone(upgrade, "high")).isEmpty();
        }

        assertThat(Upgrades.state(reverting)).isEqualTo("DONE");
        stacks.awaitOperation(stack, 2, "FAILED");
        List<ObjectNode> facts = of(stack, 2);
        assertThat(facts).extracting(Stacks::type).doesNotContain("ComponentDestroyed");
        assertThat(facts.get(facts.size() - 1).at("/data/restored").asBoolean()).isTrue();
    }

    private boolean isReady(String stack, String name) {
        return bridge.read(session -> components.find(session, stack, name))
                        .orElseThrow()
                        .component()
                        .state()
                == ComponentState.READY;
    }

    /** As a removal that nobody saw any more would, when it ends late. */
    private Set<Made> noteAsGone(ObjectNode upgrade, String name) {
        Checkpoint attempt =
                new Checkpoint(id(upgrade), upgrade.at("/data/operation/id").asText(), 1);
        return bridge.inTransaction(session -> components
                .find(session, id(upgrade), name)
                .chain(found -> components.made(
                        session,
                        List.of(Made.made(
                                attempt, found.orElseThrow().component().destroyed())),
                        Instant.now())));
    }

    private static List<String> owners(ObjectNode fact) {
        List<String> owners = new ArrayList<>();
        for (JsonNode component : fact.at("/data/components")) {
            owners.add(component.get("name").asText() + " of "
                    + component.get("owner").asText());
        }
        return owners;
    }

    private int attempt(ObjectNode upgrade) {
        String operation = upgrade.at("/data/operation/id").asText();
        return bridge.read(session -> records.find(session, operation))
                .orElseThrow()
                .attempt();
    }

    @Test
    void anOperationThatIsNoUpgradeIsRefused() {
        ObjectNode request = ready("no-upgrade");
        int calls = engine.calls(id(request)).size();
        assertThat(run(request, 1, "revert", null).get("state").asText()).isEqualTo("REFUSED");
        assertThat(engine.calls(id(request))).hasSize(calls);
    }

    private void isAsRequested(String stack) {
        assertThat(engine.standing(stack, "base").inputs()).hasToString("{version=1}");
        assertThat(engine.standing(stack, "middle").inputs()).hasToString("{version=1}");
        assertThat(engine.standing(stack, "old").inputs()).hasToString("{fixed=true}");
        assertThat(engine.standing(stack, "fresh")).isNull();
    }

    private JsonNode run(ObjectNode order, int attempt, String direction, String component) {
        return new Upgrades(client).run(order, attempt, direction, component);
    }

    private ObjectNode ready(String name) {
        ObjectNode request = Events.stackRequested(name, "moving@1.0.0");
        stacks.awaitOperation(stacks.request(request), 1, "READY");
        return request;
    }

    private static String id(ObjectNode request) {
        return request.get("subject").asText();
    }

    private List<ObjectNode> of(String stack, int operation) {
        return stacks.facts(stack).stream()
                .filter(fact -> fact.at("/data/operation/number").asInt() == operation)
                .toList();
    }
}
