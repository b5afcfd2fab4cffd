package dev.gatehouse.provisioner.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import dev.gatehouse.provisioner.engine.TransientFailure;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was shown is done, or nothing; and what an operation planned when it began, or nothing of that component. */
@QuarkusTest
@RealParts
class OperationPlanTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    private Stacks stacks;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        for (String version : List.of("1.0.0", "1.1.0")) {
            ObjectNode release = Events.templateReleased("planned@" + version);
            Events.component(release, "first", "scripted").put("size", "${parameters.size}");
            Events.component(release, "second", "scripted", "first")
                    .put("size", "${components.first.size}")
                    .put("colour", "${parameters.colour}");
            stacks.release(release);
        }
    }

    @Test
    void whatWasShownIsMadeAndThenChanged() {
        ObjectNode request = request("shown");
        plan(request, digest(request, false));
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");

        ObjectNode change = Events.changeRequested(request, 2, 2, parameters(2, "red"));
        plan(change, digest(change, true));
        stacks.request(change);

        stacks.awaitOperation(stack, 2, "READY");
        assertThat(engine.standing(stack, "second").inputs())
                .extractingByKey("size")
                .hasToString("2");
    }

    /** What becomes of the world between the plan and the change. */
    enum Since {
        A_FIELD_DRIFTED,
        A_COMPONENT_VANISHED,
        ANOTHER_CHANGE_CAME_FIRST,
        IT_SHALL_BE_ANOTHER_RELEASE
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoLongerWhatWasShownIsRefusedBeforeAnythingIsTouched(Since since) {
        ObjectNode request = request("since-" + since.ordinal());
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        int number = since == Since.ANOTHER_CHANGE_CAME_FIRST ? 3 : 2;
        ObjectNode change = Events.changeRequested(request, number, 2, parameters(2, "red"));
        plan(change, digest(change, true));
        happens(since, request, change);
        List<String> before = engine.calls(stack);

        stacks.request(change);

        stacks.awaitOperation(stack, number, "FAILED");
        assertThat(engine.calls(stack)).isEqualTo(before);
        List<ObjectNode> facts = of(stack, number);
        assertThat(facts).extracting(Stacks::type).containsExactly("ProvisioningStarted", "ProvisioningFailed");
        ObjectNode failed = facts.get(1);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/restored").asBoolean()).isTrue();
        assertThat(failed.at("/data/component").isNull()).isTrue();
        assertThat(failed.at("/data/orphans")).isEmpty();
        assertThat(failed.at("/data/reason").asText())
                .startsWith("the plan that this was asked with is no longer what would be done");
        assertThat(failed.at("/data/remedy").asText())
                .startsWith("Nothing was touched.")
                .contains("POST /api/v1/stacks:plan");
    }

    private void happens(Since since, ObjectNode request, ObjectNode change) {
        String stack = request.get("subject").asText();
        switch (since) {
            case A_FIELD_DRIFTED -> engine.alter(stack, "first", Map.of("size", 7));
            case A_COMPONENT_VANISHED -> engine.lose(stack, "first");
            case ANOTHER_CHANGE_CAME_FIRST -> {
                stacks.request(Events.changeRequested(request, 2, 2, parameters(3, "red")));
                stacks.awaitOperation(stack, 2, "READY");
            }
            case IT_SHALL_BE_ANOTHER_RELEASE ->
                Events.data(change).withObject("/template").put("version", "1.1.0");
        }
    }

    /** Nothing is there, so what would be done is named, and the stack can still become what was wanted. */
    @Test
    void aRequestThatIsNoLongerWhatWasShownMakesNothingAndMayBePlannedAgain() {
        ObjectNode request = request("outdated");
        plan(request, digest(request, false));
        Events.data(request).withObject("/template").put("version", "1.1.0");
        String stack = stacks.request(request);

        stacks.awaitOperation(stack, 1, "FAILED");
        assertThat(engine.calls(stack)).isEmpty();
        ObjectNode failed = of(stack, 1).get(1);
        assertThat(failed.at("/data/reason").asText()).contains("first created", "second created");
        assertThat(failed.at("/data/remedy").asText()).contains("PATCH /api/v1/stacks/" + stack);

        ObjectNode again = Events.changeRequested(request, 2, 1, parameters(1, "red"));
        Events.data(again).withArray("repair").add("first").add("second");
        plan(again, digest(again, true));
        stacks.request(again);
        stacks.awaitOperation(stack, 2, "READY");
    }

    /** Half of it is done by then: that is no other plan. */
    @Test
    void whatGoesOnAfterTemporalLostItIsNotComparedAgain() {
        ObjectNode request = request("resumed");
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        ObjectNode change = Events.changeRequested(request, 2, 2, parameters(2, "red"));
        plan(change, digest(change, true));
        try (Gate changing = engine.hold(stack, "apply", "second")) {
            stacks.request(change);
            changing.awaitEngine();
            parts.restartTemporal();
        }

        stacks.awaitOperation(stack, 2, "READY");
        assertThat(of(stack, 2))
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
    }

    /** Made anew it would not hold what it held, and nobody may be told that it is as before. */
    @Test
    void whatVanishesWhileTheOperationIsAtWorkIsNotMadeAnewAlsoNotOnTheWayBack() {
        ObjectNode request = request("vanishing");
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        ObjectNode change = Events.changeRequested(request, 2, 2, parameters(1, "blue"));
        Events.data(change).withArray("repair").add("first");
        try (Gate repairing = engine.hold(stack, "apply", "first")) {
            stacks.request(change);
            repairing.awaitEngine();
            engine.lose(stack, "second");
        }

        stacks.awaitOperation(stack, 2, "FAILED");
        List<ObjectNode> facts = of(stack, 2);
        ObjectNode failed = facts.get(facts.size() - 1);
        assertThat(failed.at("/data/component").asText()).isEqualTo("second");
        assertThat(failed.at("/data/reason").asText())
                .startsWith("component second would not become what was planned: entry ")
                .endsWith(" was to be changed, and would now be created");
        assertThat(engine.standing(stack, "second")).isNull();
        assertThat(engine.calls(stack)).filteredOn("apply second"::equals).hasSize(1);
    }

    @Test
    void anOperationThatWasShownNothingGoesOnWhereATargetSaysNothing() {
        ObjectNode request = request("silent");
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        engine.fail(stack, "plan", "first", Integer.MAX_VALUE, () -> new TransientFailure("away", null));

        stacks.request(Events.changeRequested(request, 2, 2, parameters(2, "red")));

        stacks.awaitOperation(stack, 2, "READY");
        assertThat(engine.standing(stack, "first").inputs())
                .extractingByKey("size")
                .hasToString("2");
    }

    private String digest(ObjectNode asked, boolean exists) {
        ObjectNode body = Events.data(asked).deepCopy();
        if (!exists) {
            body.remove("stackId");
        }
        return given().auth()
                .oauth2(parts.token("dana"))
                .contentType("application/json")
                .body(body.toString())
                .post("/api/v1/provisioning/plans")
                .then()
                .statusCode(200)
                .extract()
                .path("digest");
    }

    private static void plan(ObjectNode asked, String digest) {
        Events.data(asked).put("plan", digest);
    }

    private static ObjectNode request(String name) {
        ObjectNode request = Events.stackRequested(name, "planned@1.0.0");
        Events.data(request).set("parameters", parameters(1, "red"));
        Events.data(request).putObject("defaults");
        return request;
    }

    private static ObjectNode parameters(int size, String colour) {
        return JsonNodeFactory.instance.objectNode().put("size", size).put("colour", colour);
    }

    private List<ObjectNode> of(String stack, int operation) {
        return stacks.facts(stack).stream()
                .filter(fact -> fact.at("/data/operation/number").asInt() == operation)
                .toList();
    }
}
