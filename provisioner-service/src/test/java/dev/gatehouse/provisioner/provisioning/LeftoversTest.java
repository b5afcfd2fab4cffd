package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stack's first operation left something behind. A later one that fails removes only what it had begun, and tells of the rest. */
@QuarkusTest
@RealParts
class LeftoversTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    private Stacks stacks;
    private ObjectNode request;
    private String stack;

    /** Of the first operation {@code left} stays; the second one wants {@code fresh} before it. */
    @BeforeEach
    void leave() {
        stacks = new Stacks(parts);
        ObjectNode first = Events.templateReleased("leaving@1.0.0");
        Events.component(first, "left", "scripted");
        Events.component(first, "broken", "scripted", "left");
        ObjectNode second = Events.templateReleased("leaving@2.0.0");
        Events.component(second, "fresh", "scripted");
        Events.component(second, "left", "scripted", "fresh").put("host", "${components.fresh.host}");
        stacks.release(second);
        request = Events.stackRequested("leaving", stacks.release(first));
        stack = request.get("subject").asText();
        engine.refuse(stack, "apply", "broken");
        engine.refuse(stack, "destroy", "left");
        stacks.request(request);
        stacks.awaitOperation(stack, 1, "FAILED");
        engine.relent(stack, "destroy", "left");
    }

    @Test
    void isNotRemovedByAnUndoingThatTemporalLost() {
        engine.refuse(stack, "apply", "fresh");
        try (Gate removing = engine.hold(stack, "destroy", "fresh")) {
            stacks.request(change());
            removing.awaitEngine();
            parts.restartTemporal();
        }
        stillStands();
    }

    @Test
    void isNotRemovedWhereItsNewInputsCannotBeRendered() {
        stacks.request(change());
        stillStands();
        assertThat(engine.calls(stack)).contains("apply fresh", "destroy fresh");
    }

    @Test
    void isTheOperationsOnceItHasBegunToMakeIt() {
        engine.refuse(stack, "apply", "left");
        ObjectNode again = Events.stackRequested("leaving", "leaving@1.0.0");
        again.put("subject", stack).put("partitionkey", stack).put("sequence", "2");
        Events.data(again).put("stackId", stack).withObject("/operation").put("number", 2);
        stacks.request(again);
        stacks.awaitOperation(stack, 2, "FAILED");
        assertThat(engine.standing(stack, "left")).isNull();
        assertThat(failed().get("orphans")).isEmpty();
    }

    private void stillStands() {
        stacks.awaitOperation(stack, 2, "FAILED");
        assertThat(engine.standing(stack, "fresh")).isNull();
        assertThat(engine.standing(stack, "left").operationNumber()).isEqualTo(1);
        assertThat(engine.calls(stack)).filteredOn("destroy left"::equals).hasSize(1);
        assertThat(failed().at("/orphans").findValuesAsText("component")).containsExactly("left");
        assertThat(failed().at("/orphans/0/resources/0/id").asText()).isEqualTo(stack + " left");
        stacks.request(Events.deletionRequested(request, 3, 3));
        stacks.awaitOperation(stack, 3, "DELETED");
        assertThat(engine.standing(stack, "left")).isNull();
    }

    private JsonNode failed() {
        List<ObjectNode> facts = stacks.facts(stack).stream()
                .filter(fact -> fact.at("/data/operation/number").asInt() == 2)
                .filter(fact -> Stacks.type(fact).equals("ProvisioningFailed"))
                .toList();
        assertThat(facts).hasSize(1);
        EventContract.check(facts.get(0).toString());
        return facts.get(0).get("data");
    }

    private ObjectNode change() {
        ObjectNode change = Events.changeRequested(
                request, 2, 2, Events.data(request).get("parameters").deepCopy());
        Events.data(change).withObject("/template").put("version", "2.0.0");
        return change;
    }
}
