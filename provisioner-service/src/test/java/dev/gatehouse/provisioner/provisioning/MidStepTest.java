package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.EngineLock;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.MisbehavingEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operation is not wanted any more while an engine is in the midst of a step: that ends long before its limit. */
@QuarkusTest
@RealParts
class MidStepTest {
    Parts parts;

    @Inject
    MisbehavingEngine engine;

    @Inject
    ScriptedEngine scripted;

    @ConfigProperty(name = "gatehouse.provisioner.engine-limit")
    Duration limit;

    private Stacks stacks;

    /** What ends an operation from outside. */
    enum End {
        CANCELLED,
        DELETED;

        ObjectNode of(ObjectNode request) {
            return this == CANCELLED ? Events.cancelRequested(request, 2) : Events.deletionRequested(request, 2, 2);
        }
    }

    @BeforeEach
    void ask() {
        stacks = new Stacks(parts);
    }

    /** Nothing but the server ends such a wait, after twenty seconds. */
    @ParameterizedTest
    @EnumSource
    void aStatementThatWaitsForALockIsCancelled(End end) throws SQLException {
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased("locked-" + end.ordinal() + "@1.0.0");
        Events.component(release, "only", "postgresql");
        ObjectNode request = request(release);
        String stack = request.get("subject").asText();
        try (EngineLock lock = EngineLock.of(parts, request, "only")) {
            stacks.request(request);
            lock.awaitEngine();
            Set<Integer> making = lock.waiting();

            stacks.request(end.of(request));

            await().atMost(limit).until(() -> Collections.disjoint(lock.waiting(), making));
        }

        hasEnded(stack, end);
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
    }

    @Test
    void aRemovalThatWaitsForALockIsCancelledAndTheDatabaseStays() throws SQLException {
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased("locked-removal@1.0.0");
        Events.component(release, "only", "postgresql");
        ObjectNode request = request(release);
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        try (EngineLock lock = EngineLock.of(parts, request, "only")) {
            stacks.request(deletion);
            lock.awaitEngine();
            Set<Integer> removing = lock.waiting();

            stacks.request(Events.cancelRequested(deletion, 3));

            await().atMost(limit).until(() -> Collections.disjoint(lock.waiting(), removing));
        }

        stacks.awaitOperation(stack, 2, "FAILED");
        assertThat(stacks.get(stack).getList("components.state")).containsOnly("READY");
        List<ObjectNode> facts = stacks.facts(stack);
        ObjectNode failed = facts.get(facts.size() - 1);
        assertThat(failed.at("/data/reason").asText()).isEqualTo("cancelled by dana");
        assertThat(failed.at("/data/restored").asBoolean()).isTrue();
        assertThat(EngineLock.leftOf(parts, stack)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void anEngineThatHangsIsInterrupted(End end) {
        ObjectNode release = Events.templateReleased("hanging-" + end.ordinal() + "@1.0.0");
        Events.component(release, "only", "misbehaving").put("behaviour", "hangs once");
        ObjectNode request = request(release);
        String stack = stacks.request(request);
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.hasHung(stack));

        stacks.request(end.of(request));

        await().atMost(limit).until(() -> engine.wasDestroyed(stack));
        hasEnded(stack, end);
    }

    /** Longer than an engine is waited for that gives no sign of life: nobody else begins it beside the one at work. */
    @Test
    void anEngineThatIsLongAtWorkIsNotTakenForDead() {
        ObjectNode release = Events.templateReleased("long-at-work@1.0.0");
        Events.component(release, "only", "scripted");
        stacks.release(release);
        ObjectNode request = Events.stackRequested("long-at-work", "long-at-work@1.0.0");
        String removed = stacks.request(request);
        stacks.awaitOperation(removed, 1, "READY");
        ObjectNode other = Events.stackRequested("long-made", "long-at-work@1.0.0");
        String made = other.get("subject").asText();
        try (Gate removing = scripted.hold(removed, "destroy", "only");
                Gate making = scripted.hold(made, "apply", "only")) {
            stacks.request(Events.deletionRequested(request, 2, 2));
            stacks.request(other);
            removing.awaitEngine();
            making.awaitEngine();

            await().during(Duration.ofSeconds(7)).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(scripted.calls(removed)).containsExactly("apply only", "destroy only");
                assertThat(scripted.calls(made)).containsExactly("apply only");
            });
        }

        stacks.awaitOperation(removed, 2, "DELETED");
        assertThat(scripted.calls(removed)).containsExactly("apply only", "destroy only");
        stacks.awaitOperation(made, 1, "READY");
    }

    private void hasEnded(String stack, End end) {
        if (end == End.DELETED) {
            stacks.awaitOperation(stack, 2, "DELETED");
            return;
        }
        stacks.awaitOperation(stack, 1, "FAILED");
        List<ObjectNode> facts =
                stacks.awaitFacts(stack, "ProvisioningStarted", "ComponentDestroyed", "ProvisioningFailed");
        assertThat(facts.get(2).at("/data/reason").asText()).isEqualTo("cancelled by dana");
        assertThat(facts.get(2).at("/data/orphans")).isEmpty();
    }

    private ObjectNode request(ObjectNode release) {
        String name = Events.data(release).get("name").asText();
        return Events.stackRequested(name, stacks.release(release));
    }
}
