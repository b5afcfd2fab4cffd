package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step of an upgrade fails, and each step of the way back, all at once and component by component. */
@QuarkusTest
@RealParts
class UpgradeStepFailureTest {
    /** What the upgrade does, one after the other. */
    private static final List<Step> STEPS = List.of(
            new Step("apply", "base"),
            new Step("apply", "middle"),
            new Step("apply", "fresh"),
            new Step("destroy", "old"));

    /** What was created goes first; what gives its outputs to others is made again before them. */
    private static final List<String> WAY_BACK = List.of("fresh", "base", "middle", "old");

    private record Step(String verb, String component) {
        @Override
        public String toString() {
            return verb + " " + component;
        }
    }

    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    WorkflowClient client;

    private Stacks stacks;
    private Upgrades upgrades;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        upgrades = new Upgrades(client);
        Upgrades.release(stacks, "climbing");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachStepMayFailOnceForAWhileAndNothingIsDoneTwice(boolean stepwise) {
        ObjectNode request = ready("shaky-" + stepwise);
        String stack = id(request);
        int before = engine.calls(stack).size();
        STEPS.forEach(step -> engine.failOnce(stack, step.verb(), step.component()));

        ObjectNode upgrade = upgrade(request);
        assertThat(apply(upgrade, stepwise).get("state").asText()).isEqualTo("DONE");
        assertThat(upgrades.run(upgrade, 1, "apply", null).get("state").asText())
                .isEqualTo(stepwise ? "DONE" : "REFUSED");

        stacks.awaitOperation(stack, 2, "READY");
        assertThat(engine.calls(stack).subList(before, engine.calls(stack).size()))
                .containsExactlyElementsOf(twice(STEPS.stream().map(Step::toString)));
        assertThat(engine.standing(stack, "fresh").inputs()).hasToString("{version=2}");
        assertThat(engine.standing(stack, "old")).isNull();
        assertThat(of(stack))
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "ComponentDestroyed",
                        "StackProvisioned");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whicheverStepFailsForGoodTheFormerGenerationComesBack(boolean stepwise) {
        List<ObjectNode> requests = STEPS.stream()
                .map(failing -> Events.stackRequested("back-" + failing.component() + "-" + stepwise, "climbing@1.0.0"))
                .toList();
        requests.forEach(stacks::request);
        for (int i = 0; i < STEPS.size(); i++) {
            Step failing = STEPS.get(i);
            String stack = id(requests.get(i));
            stacks.awaitOperation(stack, 1, "READY");
            int before = engine.calls(stack).size();
            // what is restored goes through the same verb, so it fails but once
            engine.fail(stack, failing.verb(), failing.component(), 1, () -> new PermanentFailure("no", "Allow it."));
            ObjectNode upgrade = upgrade(requests.get(i));

            JsonNode outcome = apply(upgrade, stepwise);

            assertThat(outcome.get("state").asText()).isEqualTo("FAILED");
            assertThat(outcome.at("/failure/component").asText()).isEqualTo(failing.component());
            assertThat(outcome.at("/failure/reason").asText()).isEqualTo("no");
            assertThat(engine.calls(stack).subList(before, engine.calls(stack).size()))
                    .containsExactlyElementsOf(
                            STEPS.stream().limit(i + 1).map(Step::toString).toList());
            revert(upgrade, stepwise);
            isAsRequested(stack);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachStepOfTheWayBackMayFailOnceForAWhile(boolean stepwise) {
        ObjectNode request = ready("way-back-" + stepwise);
        String stack = id(request);
        engine.fail(stack, "destroy", "old", 1, () -> new PermanentFailure("no", "Allow it."));
        ObjectNode upgrade = upgrade(request);
        assertThat(apply(upgrade, stepwise).get("state").asText()).isEqualTo("FAILED");
        int before = engine.calls(stack).size();
        engine.failOnce(stack, "apply", "base", "middle", "old");
        engine.failOnce(stack, "destroy", "fresh");

        revert(upgrade, stepwise);

        isAsRequested(stack);
        assertThat(engine.calls(stack).subList(before, engine.calls(stack).size()))
                .containsExactlyInAnyOrderElementsOf(
                        twice(Stream.of("apply base", "apply middle", "apply old", "destroy fresh")));
    }

    /** The outcome of all, or of the last component that was tried: nothing is tried after one that fails. */
    private JsonNode apply(ObjectNode upgrade, boolean stepwise) {
        if (!stepwise) {
            return upgrades.run(upgrade, 1, "apply", null);
        }
        JsonNode outcome = null;
        for (Step step : STEPS) {
            outcome = upgrades.run(upgrade, 1, "apply", step.component());
            if (!outcome.get("state").asText().equals("DONE")) {
                return outcome;
            }
        }
        return outcome;
    }

    private void revert(ObjectNode upgrade, boolean stepwise) {
        if (stepwise) {
            for (String component : WAY_BACK) {
                assertThat(upgrades.run(upgrade, 1, "revert", component)
                                .get("state")
                                .asText())
                        .isEqualTo("DONE");
            }
            stands(id(upgrade));
            assertThat(stacks.get(id(upgrade)).getString("state")).isEqualTo("RUNNING");
        }
        assertThat(upgrades.run(upgrade, 1, "revert", null).get("state").asText())
                .isEqualTo("DONE");
    }

    private void isAsRequested(String stack) {
        stacks.awaitOperation(stack, 2, "FAILED");
        stands(stack);
        assertThat(stacks.get(stack).getList("components.findAll { it.state == 'READY' }.name"))
                .containsExactlyInAnyOrder("base", "middle", "old", "still");
        List<ObjectNode> facts = of(stack);
        ObjectNode failed = facts.get(facts.size() - 1);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/restored").asBoolean()).isTrue();
        assertThat(failed.at("/data/orphans")).isEmpty();
    }

    private void stands(String stack) {
        assertThat(engine.standing(stack, "base").inputs()).hasToString("{version=1}");
        assertThat(engine.standing(stack, "middle").inputs()).hasToString("{version=1}");
        assertThat(engine.standing(stack, "old").inputs()).hasToString("{fixed=true}");
        assertThat(engine.standing(stack, "fresh")).isNull();
    }

    private static List<String> twice(Stream<String> calls) {
        List<String> all = new ArrayList<>();
        calls.forEach(call -> all.addAll(List.of(call, call)));
        return all;
    }

    private ObjectNode ready(String name) {
        ObjectNode request = Events.stackRequested(name, "climbing@1.0.0");
        stacks.awaitOperation(stacks.request(request), 1, "READY");
        return request;
    }

    private ObjectNode upgrade(ObjectNode request) {
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        // who does not know it yet looks again only after a second
        await().atMost(Duration.ofSeconds(30))
                .until(() -> stacks.get(id(request)).getInt("operation.number") == 2);
        return upgrade;
    }

    private static String id(ObjectNode order) {
        return order.get("subject").asText();
    }

    /** What is told of the upgrade. */
    private List<ObjectNode> of(String stack) {
        return stacks.facts(stack).stream()
                .filter(fact -> fact.at("/data/operation/number").asInt() == 2)
                .toList();
    }
}
