package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deletion that comes when an operation went wrong, or is being taken back: it has the last word, and nothing is left. */
@QuarkusTest
@RealParts
class LateDeletionTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    private Stacks stacks;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("couple@1.0.0");
        Events.component(release, "first", "scripted").put("size", "${parameters.size}");
        Events.component(release, "second", "scripted", "first").put("size", "${components.first.size}");
        stacks.release(release);
    }

    @Test
    void whileAFirstProvisioningIsUndone() {
        ObjectNode request = request("half-undone");
        String stack = id(request);
        engine.refuse(stack, "apply", "second");
        try (Gate removing = engine.hold(stack, "destroy", "first")) {
            stacks.request(request);
            removing.awaitEngine();
            stacks.request(Events.deletionRequested(request, 2, 2));
            stacks.awaitState(stack, "RUNNING");
        }

        gone(stack, 2);
        assertThat(stacks.facts(stack)).extracting(Stacks::type).doesNotContain("ProvisioningFailed");
    }

    @Test
    void whileAFailedChangeIsLedBack() {
        ObjectNode request = ready("half-restored");
        String stack = id(request);
        Gate making = engine.hold(stack, "apply", "second");
        stacks.request(change(request));
        making.awaitEngine();
        engine.refuse(stack, "apply", "second");
        try (Gate restoring = engine.hold(stack, "apply", "first")) {
            making.close();
            restoring.awaitEngine();
            stacks.request(Events.deletionRequested(request, 3, 3));
            stacks.awaitState(stack, "RUNNING");
            assertThat(stacks.get(stack).getInt("operation.number")).isEqualTo(3);
        }

        gone(stack, 3);
        assertThat(stacks.facts(stack)).extracting(Stacks::type).doesNotContain("ProvisioningFailed");
    }

    @Test
    void afterAChangeThatCouldNotBeLedBack() {
        ObjectNode request = ready("not-restored");
        String stack = id(request);
        engine.refuse(stack, "apply", "second");
        stacks.request(change(request));
        stacks.awaitOperation(stack, 2, "FAILED");
        assertThat(stacks.facts(stack))
                .last()
                .extracting(fact -> fact.at("/data/restored").asBoolean())
                .isEqualTo(false);

        stacks.request(Events.deletionRequested(request, 3, 3));

        gone(stack, 3);
    }

    private void gone(String stack, int operation) {
        stacks.awaitOperation(stack, operation, "DELETED");
        assertThat(engine.standing(stack, "first")).isNull();
        assertThat(engine.standing(stack, "second")).isNull();
        assertThat(stacks.facts(stack)).extracting(Stacks::type).endsWith("StackDeleted");
        assertThat(stacks.get(stack).getList("components")).isEmpty();
    }

    private ObjectNode ready(String name) {
        ObjectNode request = request(name);
        stacks.awaitOperation(stacks.request(request), 1, "READY");
        return request;
    }

    private static ObjectNode request(String name) {
        ObjectNode request = Events.stackRequested(name, "couple@1.0.0");
        Events.data(request)
                .set("parameters", JsonNodeFactory.instance.objectNode().put("size", 1));
        return request;
    }

    private static ObjectNode change(ObjectNode request) {
        return Events.changeRequested(
                request, 2, 2, JsonNodeFactory.instance.objectNode().put("size", 2));
    }

    private static String id(ObjectNode request) {
        return request.get("subject").asText();
    }
}
