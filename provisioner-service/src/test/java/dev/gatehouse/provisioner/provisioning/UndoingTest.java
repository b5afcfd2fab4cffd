package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operation has failed for good while a worker that nobody asks any more is still at work for it. */
@QuarkusTest
@RealParts
class UndoingTest {
    Parts parts;

    @Inject
    Operations operations;

    @Inject
    Components components;

    @Inject
    Deletions deletions;

    @Inject
    ScriptedEngine engine;

    @Test
    void whatEndsLateIsWaitedForNeverNotedAndRemoved() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("overdue@1.0.0");
        Events.component(release, "database", "scripted");
        ObjectNode request = Events.stackRequested("overdue", stacks.release(release));
        Checkpoint operation = checkpoint(request);
        try (Gate making = engine.hold(operation.stackId(), "apply", "database")) {
            stacks.request(request);
            making.awaitEngine();

            operations.undo(operation, new Failure("database", "no answer", "Look for it."));

            assertThatThrownBy(() -> deletions.awaitEarlierWork(operation)).isInstanceOf(TransientFailure.class);
            assertThatThrownBy(() -> components.apply(operation, "database", doing -> {}))
                    .isInstanceOf(PermanentFailure.class)
                    .hasMessageContaining("being removed");
            assertThatThrownBy(() -> operations.complete(operation))
                    .isInstanceOf(PermanentFailure.class)
                    .hasMessageContaining("being removed");
        }

        stacks.awaitFacts(operation.stackId(), "ProvisioningStarted", "ComponentDestroyed", "ProvisioningFailed");
        assertThat(engine.standing(operation.stackId(), "database")).isNull();
    }

    /** It would be made again, but what it held would be lost. */
    @Test
    void whatAChangeThatIsUndoneHasOnlyBegunToRemoveStays() {
        Stacks stacks = new Stacks(parts);
        ObjectNode from = Events.templateReleased("dropping@1.0.0");
        Events.component(from, "old", "scripted");
        stacks.release(Events.templateReleased("dropping@2.0.0"));
        ObjectNode request = Events.stackRequested("dropping", stacks.release(from));
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        ObjectNode change = Events.changeRequested(
                request, 2, 2, Events.data(request).get("parameters").deepCopy());
        Events.data(change).withObject("/template").put("version", "2.0.0");
        engine.keepData(true);
        try {
            try (Gate removing = engine.hold(stack, "destroy", "old")) {
                stacks.request(change);
                removing.awaitEngine();
                stacks.request(Events.cancelRequested(change, 3));
                stacks.awaitState(stack, "UNDOING");
            }
            stacks.awaitOperation(stack, 2, "FAILED");
        } finally {
            engine.keepData(false);
        }

        List<ObjectNode> facts = stacks.facts(stack);
        assertThat(facts).extracting(Stacks::type).doesNotContain("ComponentDestroyed");
        assertThat(facts.get(facts.size() - 1).at("/data/restored").asBoolean()).isTrue();
    }

    private static Checkpoint checkpoint(ObjectNode request) {
        String operation = Events.data(request).at("/operation/id").asText();
        return new Checkpoint(request.get("subject").asText(), operation, 1);
    }
}
