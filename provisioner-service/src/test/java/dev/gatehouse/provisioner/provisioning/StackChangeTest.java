package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change runs what it affects and nothing else; where it fails, the stack is as it was. */
@QuarkusTest
@RealParts
class StackChangeTest {
    /** Each needs the one before; {@code alone} needs nothing and is never affected. */
    private static final List<String> CHAIN = List.of("first", "second", "third");

    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    Components components;

    private Stacks stacks;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("chain@1.0.0");
        Events.component(release, "first", "scripted").put("size", "${parameters.size}");
        Events.component(release, "second", "scripted", "first")
                .put("size", "${components.first.size}")
                .put("colour", "${parameters.colour}");
        Events.component(release, "third", "scripted", "second").put("colour", "${components.second.colour}");
        Events.component(release, "alone", "scripted").put("fixed", 1);
        Events.output(release, "size", "${components.second.size}");
        stacks.release(release);
    }

    @Test
    void onlyWhatIsAffectedRunsAndADependentOnlyWhereItsInputsBecomeOthers() {
        ObjectNode request = ready("affected");
        String stack = id(request);
        int before = engine.calls(stack).size();

        stacks.request(Events.changeRequested(request, 2, 2, parameters(2, "red")));

        JsonPath view = ended(stack, 2, "READY");
        assertThat(engine.calls(stack).subList(before, engine.calls(stack).size()))
                .containsExactly("apply first", "apply second");
        List<ObjectNode> facts = of(stack, 2);
        facts.forEach(fact -> EventContract.check(fact.toString()));
        assertThat(facts)
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
        assertThat(facts.get(0).at("/data/components").findValuesAsText("name")).containsExactly("first");
        assertThat(facts.get(3).at("/data/generation").asInt()).isEqualTo(2);
        assertThat(facts.get(3).at("/data/components")).hasSize(4);
        assertThat(view.getInt("outputs.size")).isEqualTo(2);
        assertThat(engine.standing(stack, "second").operationNumber()).isEqualTo(2);
        assertThat(engine.standing(stack, "third").operationNumber()).isEqualTo(1);
    }

    @Test
    void whatIsToBeRepairedRunsOnceAlthoughNothingOfItChanges() {
        ObjectNode request = ready("repaired");
        String stack = id(request);
        int before = engine.calls(stack).size();
        ObjectNode repair = Events.changeRequested(request, 2, 1, parameters(1, "red"));
        Events.data(repair).withArray("repair").add("alone");

        stacks.request(repair);

        ended(stack, 2, "READY");
        assertThat(engine.calls(stack).subList(before, engine.calls(stack).size()))
                .containsExactly("apply alone");
        assertThat(of(stack, 2).get(0).at("/data/components").findValuesAsText("name"))
                .containsExactly("alone");
    }

    /** Both the repair that succeeds and the one that is led back say that what they made again is empty. */
    @Test
    void whatHadLostItsDataIsNamedWhereItIsMadeAgain() {
        ObjectNode request = ready("bereft");
        String stack = id(request);
        engine.keepData(true);
        try {
            engine.lose(stack, "alone");
            stacks.request(repair(request, 2, "first", "alone"));
            ended(stack, 2, "READY");
            assertThat(last(stack).at("/data/emptied"))
                    .extracting(JsonNode::asText)
                    .containsExactly("alone");

            engine.lose(stack, "first");
            engine.fail(stack, "apply", "second", 1, () -> new PermanentFailure("refused", "Allow it."));
            stacks.request(repair(request, 3, "first", "second"));
            ended(stack, 3, "FAILED");
        } finally {
            engine.keepData(false);
        }

        isAsRequested(stack);
        ObjectNode failed = last(stack);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/restored").asBoolean()).isFalse();
        assertThat(failed.at("/data/remedy").asText()).contains("without the data that it held: first.");
    }

    private static ObjectNode repair(ObjectNode request, int number, String... components) {
        ObjectNode repair = Events.changeRequested(request, number, 1, parameters(1, "red"));
        for (String component : components) {
            Events.data(repair).withArray("repair").add(component);
        }
        return repair;
    }

    @Test
    void eachStepMayFailOnceForAWhile() {
        ObjectNode request = ready("shaky");
        String stack = id(request);
        engine.failOnce(stack, "apply", CHAIN.toArray(String[]::new));

        stacks.request(Events.changeRequested(request, 2, 2, parameters(2, "blue")));

        ended(stack, 2, "READY");
        assertThat(engine.calls(stack).subList(4, engine.calls(stack).size()))
                .containsExactly(
                        "apply first", "apply first", "apply second", "apply second", "apply third", "apply third");
    }

    @Test
    void whicheverStepFailsForGoodTheStackIsAsItWas() {
        List<ObjectNode> requests = new ArrayList<>();
        for (String failing : CHAIN) {
            ObjectNode request = request("back-from-" + failing);
            requests.add(request);
            stacks.request(request);
        }
        for (int i = 0; i < CHAIN.size(); i++) {
            String stack = id(requests.get(i));
            ended(stack, 1, "READY");
            // those that are restored fail once, too
            String failing = CHAIN.get(i);
            engine.fail(stack, "apply", failing, 1, () -> new PermanentFailure("refused", "Allow it."));
            stacks.request(Events.changeRequested(requests.get(i), 2, 2, parameters(2, "blue")));
        }
        for (int i = 0; i < CHAIN.size(); i++) {
            String stack = id(requests.get(i));
            ended(stack, 2, "FAILED");
            isAsRequested(stack);
            List<ObjectNode> facts = of(stack, 2);
            ObjectNode failed = facts.get(facts.size() - 1);
            EventContract.check(failed.toString());
            assertThat(failed.at("/data/restored").asBoolean()).isTrue();
            assertThat(failed.at("/data/component").asText()).isEqualTo(CHAIN.get(i));
            assertThat(failed.at("/data/orphans")).isEmpty();
            // told once for what the change made, and once for what was made again
            assertThat(facts)
                    .filteredOn(fact -> Stacks.type(fact).equals("ComponentProvisioned"))
                    .hasSize(2 * i + 1);
            assertThat(engine.calls(stack)).containsOnlyOnce("apply alone");
        }
    }

    @Test
    void eachStepOfARestorationMayFailOnceAndWhatFailsForGoodIsNamed() {
        ObjectNode shaky = ready("restored");
        ObjectNode lost = ready("unrestored");
        for (ObjectNode request : List.of(shaky, lost)) {
            try (Gate last = engine.hold(id(request), "apply", "third")) {
                stacks.request(Events.changeRequested(request, 2, 2, parameters(2, "blue")));
                last.awaitEngine();
                engine.failOnce(id(request), "apply", CHAIN.toArray(String[]::new));
                Iterator<RuntimeException> twice = List.of(
                                new PermanentFailure("refused", "Allow it."), new TransientFailure("away", null))
                        .iterator();
                engine.fail(id(request), "apply", "third", 2, twice::next);
                if (request == lost) {
                    engine.refuse(id(lost), "apply", "second");
                }
            }
        }

        ended(id(shaky), 2, "FAILED");
        isAsRequested(id(shaky));
        assertThat(last(id(shaky)).at("/data/restored").asBoolean()).isTrue();

        ended(id(lost), 2, "FAILED");
        JsonNode failed = last(id(lost)).get("data");
        assertThat(failed.get("restored").asBoolean()).isFalse();
        assertThat(failed.get("reason").asText()).isEqualTo("refused");
        assertThat(failed.get("remedy").asText())
                .contains("Not as before: second, third", ":repair", "second: refused; Allow it.");
        engine.relent(id(lost), "apply", "second");
        stacks.request(Events.changeRequested(lost, 3, 1, parameters(1, "red")));
        ended(id(lost), 3, "READY");
        isAsRequested(id(lost));
    }

    @Test
    void aChangeOfWhatNeverWasReadyMakesEverythingAndIsUndoneWhereItFailsToo() {
        ObjectNode request = request("second-try");
        String stack = id(request);
        engine.refuse(stack, "apply", "third");
        stacks.request(request);
        ended(stack, 1, "FAILED");
        assertThat(engine.standing(stack, "first")).isNull();

        stacks.request(Events.changeRequested(request, 2, 1, parameters(1, "red")));
        ended(stack, 2, "FAILED");
        assertThat(last(stack).at("/data/restored").asBoolean()).isFalse();
        for (String component : List.of("first", "second", "third", "alone")) {
            assertThat(engine.standing(stack, component)).isNull();
        }

        engine.relent(stack, "apply", "third");
        stacks.request(Events.changeRequested(request, 3, 1, parameters(1, "red")));
        ended(stack, 3, "READY");
        isAsRequested(stack);
    }

    @Test
    void theLossOfTemporalInMidChangeAndInMidRestorationChangesNothing() {
        ObjectNode request = ready("forgotten");
        String stack = id(request);
        Gate restoring;
        try (Gate making = engine.hold(stack, "apply", "second")) {
            stacks.request(Events.changeRequested(request, 2, 2, parameters(2, "blue")));
            making.awaitEngine();
            engine.fail(stack, "apply", "third", 1, () -> new PermanentFailure("refused", "Allow it."));
            parts.restartTemporal();
            restoring = engine.hold(stack, "apply", "first");
        }
        try (restoring) {
            restoring.awaitEngine();
            parts.restartTemporal();
        }

        ended(stack, 2, "FAILED");
        isAsRequested(stack);
        assertThat(last(stack).at("/data/restored").asBoolean()).isTrue();
        assertThat(of(stack, 2)).extracting(Stacks::type).containsOnlyOnce("ProvisioningStarted", "ProvisioningFailed");
    }

    @Test
    void ofTwoChangesTheLaterOneCountsAndTheEarlierOnesLateApplyTouchesNothing() {
        ObjectNode request = ready("overtaken");
        String stack = id(request);
        ObjectNode earlier = Events.changeRequested(request, 2, 2, parameters(2, "blue"));
        try (Gate making = engine.hold(stack, "apply", "first")) {
            stacks.request(earlier);
            making.awaitEngine();
            stacks.request(Events.changeRequested(request, 3, 3, parameters(3, "green")));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> stacks.get(stack).getInt("operation.number") == 3
                            && stacks.get(stack).getString("state").equals("RUNNING"));
            // it waits for the engine that is at work, so that none of its own can be overtaken
            assertThat(engine.calls(stack)).filteredOn("apply first"::equals).hasSize(2);
        }

        ended(stack, 3, "READY");

        assertThat(engine.standing(stack, "second").inputs()).hasToString("{size=3, colour=green}");
        Checkpoint late =
                new Checkpoint(stack, Events.data(earlier).at("/operation/id").asText(), 1);
        int calls = engine.calls(stack).size();
        assertThatThrownBy(() -> components.apply(late, "first", doing -> {}))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("SUPERSEDED");
        assertThat(engine.calls(stack)).hasSize(calls);
        assertThat(of(stack, 2)).extracting(Stacks::type).containsExactly("ProvisioningStarted");
    }

    @Test
    void anOutputThatIsNeededAndMissingFailsTheChangeAndIsNamed() {
        ObjectNode release = Events.templateReleased("needy@1.0.0");
        Events.component(release, "giver", "scripted").put("settings", "${parameters.settings}");
        Events.component(release, "taker", "scripted", "giver").put("host", "${components.giver.settings.host}");
        ObjectNode request = Events.stackRequested("needy", stacks.release(release));
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        given.putObject("settings").put("host", "there");
        Events.data(request).set("parameters", given);
        String stack = stacks.request(request);
        ended(stack, 1, "READY");
        ObjectNode taken = JsonNodeFactory.instance.objectNode();
        taken.putObject("settings").put("port", 1);

        stacks.request(Events.changeRequested(request, 2, 2, taken));

        ended(stack, 2, "FAILED");
        JsonNode failed = last(stack).get("data");
        assertThat(failed.get("component").asText()).isEqualTo("taker");
        assertThat(failed.get("reason").asText()).contains("/components/1/with/host", "host");
        assertThat(failed.get("restored").asBoolean()).isTrue();
        assertThat(engine.standing(stack, "giver").inputs()).hasToString("{settings={host=there}}");
    }

    private void isAsRequested(String stack) {
        assertThat(engine.standing(stack, "first").inputs()).hasToString("{size=1}");
        assertThat(engine.standing(stack, "second").inputs()).hasToString("{size=1, colour=red}");
        assertThat(engine.standing(stack, "third").inputs()).hasToString("{colour=red}");
        assertThat(stacks.get(stack).getList("components.state")).containsOnly("READY");
    }

    private ObjectNode request(String name) {
        ObjectNode request = Events.stackRequested(name, "chain@1.0.0");
        Events.data(request).set("parameters", parameters(1, "red"));
        return request;
    }

    private ObjectNode ready(String name) {
        ObjectNode request = request(name);
        ended(stacks.request(request), 1, "READY");
        return request;
    }

    private static ObjectNode parameters(int size, String colour) {
        return JsonNodeFactory.instance.objectNode().put("size", size).put("colour", colour);
    }

    private static String id(ObjectNode request) {
        return request.get("subject").asText();
    }

    private JsonPath ended(String stack, int operation, String state) {
        return stacks.awaitOperation(stack, operation, state);
    }

    private List<ObjectNode> of(String stack, int operation) {
        return stacks.facts(stack).stream()
                .filter(fact -> fact.at("/data/operation/number").asInt() == operation)
                .toList();
    }

    private ObjectNode last(String stack) {
        List<ObjectNode> facts = stacks.facts(stack);
        return facts.get(facts.size() - 1);
    }
}
