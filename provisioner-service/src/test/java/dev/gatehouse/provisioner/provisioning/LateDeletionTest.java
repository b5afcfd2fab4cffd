package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deletion that comes when an operation went wrong, or is being taken back: it has the last word, and nothing is left. */
@QuarkusTest
@RealParts
class LateDeletionTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    Restorations restorations;

    @Inject
    WorkflowClient client;

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

    /** The change's workflow is late with what comes after its failure. */
    @Test
    void beforeTheWayBackOfAChangeIsPlanned() {
        ObjectNode request = ready("late-way-back");
        String stack = id(request);
        ObjectNode change = change(request);
        Gate making = engine.hold(stack, "apply", "second");
        stacks.request(change);
        making.awaitEngine();
        try (Gate removing = engine.hold(stack, "destroy", "first")) {
            stacks.request(Events.deletionRequested(request, 3, 3));
            await().atMost(Duration.ofSeconds(30)).until(() -> stacks.get(stack).getInt("operation.number") == 3);
            making.close();
            removing.awaitEngine();
            isNotPlannedBack(change);
            assertThat(stacks.get(stack).getList("components.state")).containsExactly("REMOVING", "DESTROYED");
        }

        gone(stack, 3);
        isNotPlannedBack(change);
        assertThat(stacks.get(stack).getList("components")).isEmpty();
    }

    /** Nothing stops it, for no engine is at work: it is at the end of its pause that it finds itself refused. */
    @Test
    void whileAChangeWaitsForItsNextTry() {
        ObjectNode request = ready("between-tries");
        String stack = id(request);
        engine.fail(stack, "apply", "second", 20, () -> new TransientFailure("away", null));
        ObjectNode change = change(request);
        stacks.request(change);
        // one of the first operation, and four of the change, after which there is a pause of two seconds
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Collections.frequency(engine.calls(stack), "apply second") == 5);
        stacks.request(Events.deletionRequested(request, 3, 3));
        gone(stack, 3);

        WorkflowStub late = client.newUntypedWorkflowStub(checkpoint(change).workflowId());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> late.describe().getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        gone(stack, 3);
    }

    private void isNotPlannedBack(ObjectNode change) {
        assertThatThrownBy(() -> restorations.begin(checkpoint(change)))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("SUPERSEDED");
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

    private static Checkpoint checkpoint(ObjectNode order) {
        return new Checkpoint(id(order), order.at("/data/operation/id").asText(), 1);
    }

    private static String id(ObjectNode request) {
        return request.get("subject").asText();
    }
}
