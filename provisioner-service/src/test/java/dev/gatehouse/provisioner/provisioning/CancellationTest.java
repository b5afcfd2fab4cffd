package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.gatehouse.provisioner.provisioning.Engagements.Engagement;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In whatever state an operation is when it is cancelled: it goes no further, and what stands is told truly. */
@QuarkusTest
@RealParts
class CancellationTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    Engagements engagements;

    private Stacks stacks;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("cancelled-pair@1.0.0");
        Events.component(release, "first", "scripted").put("size", "${parameters.size}");
        Events.component(release, "second", "scripted", "first").put("size", "${components.first.size}");
        Events.output(release, "size", "${components.second.size}");
        stacks.release(release);
    }

    @Test
    void anOperationThatWaitsForItsReleaseEndsWithoutIt() {
        ObjectNode request = Events.stackRequested("waiting", "never-" + UUID.randomUUID() + "@1.0.0");
        String stack = stacks.request(request);
        stacks.awaitState(stack, "ACCEPTED");

        stacks.request(Events.cancelRequested(request, 2));

        cancelled(stack, 1, false);
        assertThat(stacks.facts(stack)).extracting(Stacks::type).containsExactly("ProvisioningFailed");
    }

    @Test
    void aFirstProvisioningInMidWorkIsUndone() {
        ObjectNode request = request("halted");
        String stack = id(request);
        try (Gate making = engine.hold(stack, "apply", "second")) {
            stacks.request(request);
            making.awaitEngine();
            stacks.request(Events.cancelRequested(request, 2));
            stacks.awaitState(stack, "UNDOING");
        }

        cancelled(stack, 1, false);
        assertThat(engine.standing(stack, "first")).isNull();
        // the engine met it before its next step, so there was nothing of the second one
        assertThat(stacks.facts(stack))
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentDestroyed",
                        "ComponentDestroyed",
                        "ProvisioningFailed");
    }

    @Test
    void anOperationThatTemporalLostIsUndone() {
        ObjectNode request = request("forgotten");
        String stack = id(request);
        try (Gate making = engine.hold(stack, "apply", "second")) {
            stacks.request(request);
            making.awaitEngine();
            parts.restartTemporal();
            stacks.request(Events.cancelRequested(request, 2));
            stacks.awaitState(stack, "UNDOING");
        }

        cancelled(stack, 1, false);
        assertThat(engine.standing(stack, "first")).isNull();
    }

    @Test
    void aChangeThatNeverBeganRemovesNothingOfWhatAnEarlierOperationLeft() {
        ObjectNode request = request("leftover");
        String stack = id(request);
        engine.refuse(stack, "apply", "second");
        engine.refuse(stack, "destroy", "first");
        stacks.request(request);
        stacks.awaitOperation(stack, 1, "FAILED");
        engine.relent(stack, "destroy", "first");
        List<String> calls = engine.calls(stack);
        ObjectNode change = change(request, 2);
        Events.data(change).withObject("/template").put("name", "never-" + UUID.randomUUID());
        stacks.request(change);
        await().atMost(Duration.ofSeconds(30)).until(() -> stacks.get(stack).getInt("operation.number") == 2);

        stacks.request(Events.cancelRequested(change, 3));

        failed(stack, 2, "cancelled by dana");
        assertThat(engine.standing(stack, "first").operationNumber()).isEqualTo(1);
        assertThat(engine.calls(stack)).isEqualTo(calls);
    }

    @Test
    void aChangeThatIsRepeatedForeverGivesWayToTheFormerGeneration() {
        ObjectNode request = ready("persistent");
        String stack = id(request);
        engine.fail(stack, "apply", "second", 6, () -> new TransientFailure("away", null));
        ObjectNode change = change(request, 2);
        stacks.request(change);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> engine.calls(stack).stream()
                                .filter("apply second"::equals)
                                .count()
                        >= 3);

        stacks.request(Events.cancelRequested(change, 3));

        cancelled(stack, 2, true);
        assertThat(engine.standing(stack, "first").inputs()).hasToString("{size=1}");
        assertThat(engine.standing(stack, "second").inputs()).hasToString("{size=1}");
    }

    @Test
    void whatIsBeingUndoneOrRestoredAlreadyKeepsItsFailure() {
        ObjectNode undone = request("undone");
        engine.refuse(id(undone), "apply", "second");
        try (Gate removing = engine.hold(id(undone), "destroy", "first")) {
            stacks.request(undone);
            removing.awaitEngine();
            stacks.request(Events.cancelRequested(undone, 2));
            taken(id(undone), 2);
        }
        failed(id(undone), 1, "refused");

        ObjectNode restored = ready("restored");
        ObjectNode change = change(restored, 2);
        Gate making = engine.hold(id(restored), "apply", "second");
        stacks.request(change);
        making.awaitEngine();
        engine.refuse(id(restored), "apply", "second");
        try (Gate restoring = engine.hold(id(restored), "apply", "first")) {
            making.close();
            restoring.awaitEngine();
            stacks.request(Events.cancelRequested(change, 3));
            taken(id(restored), 3);
        }
        failed(id(restored), 2, "refused");
    }

    /** As where its data are just being dumped: until they are dropped the owner may think better of it. */
    @Test
    void whatADeletionIsAboutToRemoveStaysAsItWas() {
        ObjectNode request = ready("reprieved");
        String stack = id(request);
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        cancelInMidRemoval(stack, "second", deletion);

        ObjectNode failed = failed(stack, 2, "cancelled by dana");
        assertThat(Stacks.type(failed)).isEqualTo("DeletionFailed");
        assertThat(failed.at("/data/restored").asBoolean()).isTrue();
        assertThat(failed.at("/data/orphans")).isEmpty();
        assertThat(engine.standing(stack, "second")).isNotNull();
        assertThat(engine.calls(stack))
                .endsWith("destroy second", "apply second")
                .doesNotContain("destroy first");
        assertThat(stacks.get(stack).getList("components.state")).containsOnly("READY");
        assertThat(stacks.facts(stack)).extracting(Stacks::type).doesNotContain("ComponentDestroyed");
    }

    @Test
    void aDeletionStopsBeforeItsNextComponentAndANewOneGoesOnFromThere() {
        ObjectNode request = ready("deleted");
        String stack = id(request);
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        cancelInMidRemoval(stack, "first", deletion);

        ObjectNode failed = failed(stack, 2, "cancelled by dana");
        assertThat(Stacks.type(failed)).isEqualTo("DeletionFailed");
        assertThat(failed.at("/data/orphans").findValuesAsText("component")).containsExactly("first");
        assertThat(failed.at("/data/restored").asBoolean()).isFalse();
        assertThat(failed.at("/data/remedy").asText())
                .startsWith("Delete the stack again to go on from there.")
                .contains("POST /api/v1/stacks/" + stack + ":repair");
        assertThat(engine.standing(stack, "second")).isNull();
        assertThat(engine.standing(stack, "first")).isNotNull();

        stacks.request(Events.deletionRequested(request, 3, 4));
        stacks.awaitOperation(stack, 3, "DELETED");
        assertThat(engine.standing(stack, "first")).isNull();
        assertThat(engine.calls(stack)).containsOnlyOnce("destroy second");
    }

    private void cancelInMidRemoval(String stack, String component, ObjectNode deletion) {
        try (Gate removing = engine.hold(stack, "destroy", component)) {
            stacks.request(deletion);
            removing.awaitEngine();
            stacks.request(Events.cancelRequested(deletion, 3));
            stacks.awaitState(stack, "UNDOING");
        }
    }

    @Test
    void aDeletionThatRemovedNothingLeavesTheStackAsItWas() {
        ObjectNode request = ready("kept");
        String stack = id(request);
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        try (Engagement working = engagements.enter(stack)) {
            stacks.request(deletion);
            stacks.awaitState(stack, "RUNNING");
            stacks.request(Events.cancelRequested(deletion, 3));
            ObjectNode failed = failed(stack, 2, "cancelled by dana");
            assertThat(failed.at("/data/restored").asBoolean()).isTrue();
            assertThat(failed.at("/data/orphans")).isEmpty();
            assertThat(failed.at("/data/remedy").asText())
                    .startsWith("Delete the stack again to go on from there.")
                    .contains("keep the stack: nothing of it was removed");
        }

        assertThat(engine.calls(stack)).doesNotContain("destroy first", "destroy second");
        assertThat(stacks.get(stack).getList("components.state")).containsOnly("READY");
        assertThat(stacks.get(stack).getInt("outputs.size")).isEqualTo(1);
    }

    /** As where its worker is killed in the midst of it: a database is closed to its users by then. */
    @Test
    void whatADeletionHadBegunToRemoveIsMadeAgainAsItWas() {
        ObjectNode request = ready("half-removed");
        String stack = id(request);
        engine.fail(stack, "destroy", "second", Integer.MAX_VALUE, () -> new TransientFailure("killed", null));
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        stacks.request(deletion);
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.calls(stack).contains("destroy second"));

        stacks.request(Events.cancelRequested(deletion, 3));

        ObjectNode failed = failed(stack, 2, "cancelled by dana");
        assertThat(failed.at("/data/restored").asBoolean()).isTrue();
        assertThat(engine.calls(stack))
                .endsWith("destroy second", "apply second")
                .doesNotContain("destroy first");
        assertThat(engine.standing(stack, "second").operationNumber()).isEqualTo(2);
        assertThat(engine.standing(stack, "second").inputs()).hasToString("{size=1}");
        assertThat(stacks.get(stack).getList("components.state")).containsOnly("READY");
        assertThat(stacks.get(stack).getInt("outputs.size")).isEqualTo(1);
    }

    /** Made anew it would be empty, and nobody may be told then that nothing was removed. */
    @Test
    void whatADeletionHadRemovedIsNotToldAsRestored() {
        ObjectNode request = ready("half-gone");
        String stack = id(request);
        engine.fail(stack, "destroy", "second", Integer.MAX_VALUE, () -> new TransientFailure("killed", null));
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        stacks.request(deletion);
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.calls(stack).contains("destroy second"));
        engine.lose(stack, "second");

        stacks.request(Events.cancelRequested(deletion, 3));

        ObjectNode failed = failed(stack, 2, "cancelled by dana");
        assertThat(failed.at("/data/restored").asBoolean()).isFalse();
        assertThat(failed.at("/data/remedy").asText()).contains("POST /api/v1/stacks/" + stack + ":repair");
        assertThat(engine.standing(stack, "second")).isNull();
    }

    @Test
    void whatCannotBeMadeAgainAfterACancelledDeletionIsLeftToARepair() {
        ObjectNode request = ready("half-closed");
        String stack = id(request);
        engine.fail(stack, "destroy", "second", Integer.MAX_VALUE, () -> new TransientFailure("killed", null));
        engine.refuse(stack, "apply", "second");
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        stacks.request(deletion);
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.calls(stack).contains("destroy second"));

        stacks.request(Events.cancelRequested(deletion, 3));

        ObjectNode failed = failed(stack, 2, "cancelled by dana");
        assertThat(failed.at("/data/restored").asBoolean()).isFalse();
        assertThat(failed.at("/data/remedy").asText()).contains("POST /api/v1/stacks/" + stack + ":repair");
    }

    /** Nobody asks the engine any more that removes a component, so that one may be gone, or half of it. */
    @Test
    void aDeletionThatTemporalLostStopsAndARepairMakesWhatItRemovedAgain() {
        ObjectNode request = ready("regretted");
        String stack = id(request);
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        try (Gate removing = engine.hold(stack, "destroy", "second")) {
            stacks.request(deletion);
            removing.awaitEngine();
            parts.restartTemporal();
            stacks.request(Events.cancelRequested(deletion, 3));

            ObjectNode failed = failed(stack, 2, "cancelled by dana");
            assertThat(Stacks.type(failed)).isEqualTo("DeletionFailed");
            assertThat(failed.at("/data/restored").asBoolean()).isFalse();
            assertThat(failed.at("/data/orphans").findValuesAsText("component")).containsExactly("first", "second");
        }

        ObjectNode repair = Events.changeRequested(
                request, 4, 1, JsonNodeFactory.instance.objectNode().put("size", 1));
        stacks.request(repair);
        stacks.awaitOperation(stack, 4, "READY");
        assertThat(engine.standing(stack, "second").operationNumber()).isEqualTo(4);
        assertThat(engine.calls(stack)).doesNotContain("destroy first").containsOnlyOnce("apply first");
    }

    @Test
    void whatHasEndedIsUnknownOrIsAnotherStacksStaysAsItIs() {
        ObjectNode request = ready("finished");
        String stack = id(request);
        ObjectNode other = request("other");
        int facts = stacks.facts(stack).size();
        try (Gate making = engine.hold(id(other), "apply", "first")) {
            stacks.request(other);
            making.awaitEngine();
            stacks.request(Events.cancelRequested(request, 2));
            ObjectNode unknown = Events.cancelRequested(request, 3);
            Events.data(unknown)
                    .withObject("/operation")
                    .put("id", UUID.randomUUID().toString());
            stacks.request(unknown);
            ObjectNode foreign = Events.cancelRequested(request, 4);
            Events.data(foreign)
                    .withObject("/operation")
                    .put("id", Events.data(other).at("/operation/id").asText());
            stacks.request(foreign);
            taken(stack, 4);
        }

        stacks.awaitOperation(id(other), 1, "READY");
        assertThat(stacks.get(stack).getString("state")).isEqualTo("READY");
        assertThat(stacks.facts(stack)).hasSize(facts);
    }

    /** Until the consumer is past an event that changes nothing. */
    private void taken(String stack, int sequence) {
        await().atMost(Duration.ofSeconds(30)).until(() -> lastTaken(stack) == sequence);
    }

    private long lastTaken(String stack) throws SQLException {
        String query = "select last from inbox_mark where topic = 'request.stack.v1' and aggregate = ?";
        try (Connection connection = parts.connection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, stack);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    private ObjectNode cancelled(String stack, int operation, boolean restored) {
        ObjectNode failed = failed(stack, operation, "cancelled by dana");
        assertThat(Stacks.type(failed)).isEqualTo("ProvisioningFailed");
        assertThat(failed.at("/data/restored").asBoolean()).isEqualTo(restored);
        assertThat(failed.at("/data/orphans")).isEmpty();
        return failed;
    }

    private ObjectNode failed(String stack, int operation, String reason) {
        stacks.awaitOperation(stack, operation, "FAILED");
        List<ObjectNode> facts = stacks.facts(stack);
        ObjectNode last = facts.get(facts.size() - 1);
        EventContract.check(last.toString());
        assertThat(last.at("/data/reason").asText()).isEqualTo(reason);
        return last;
    }

    private ObjectNode request(String name) {
        ObjectNode request = Events.stackRequested(name, "cancelled-pair@1.0.0");
        Events.data(request)
                .set("parameters", JsonNodeFactory.instance.objectNode().put("size", 1));
        return request;
    }

    private ObjectNode ready(String name) {
        ObjectNode request = request(name);
        stacks.awaitOperation(stacks.request(request), 1, "READY");
        return request;
    }

    private static ObjectNode change(ObjectNode request, int size) {
        return Events.changeRequested(
                request, 2, 2, JsonNodeFactory.instance.objectNode().put("size", size));
    }

    private static String id(ObjectNode request) {
        return request.get("subject").asText();
    }
}
