package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes while an engine is at work for an upgrade. */
@QuarkusTest
@RealParts
class UpgradeInterruptionTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    WorkflowClient client;

    private Stacks stacks;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        for (int version = 1; version <= 2; version++) {
            ObjectNode release = Events.templateReleased("stepwise@" + version + ".0.0");
            Events.component(release, "base", "scripted").put("version", version);
            Events.component(release, "top", "scripted", "base").put("version", "${components.base.version}");
            stacks.release(release);
        }
    }

    /** The service that carries the upgrade out hears of it too, and takes it back by this workflow. */
    @Test
    void aCancellationChangesNothingHere() {
        ObjectNode request = ready("carried-on");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        WorkflowStub workflow;
        try (Gate making = engine.hold(stack, "apply", "base")) {
            stacks.request(upgrade);
            workflow = start(upgrade);
            making.awaitEngine();
            stacks.request(Events.cancelRequested(upgrade, 3));
            await().atMost(Duration.ofSeconds(30)).until(() -> lastTaken(stack) == 3);
            assertThat(stacks.get(stack).getString("state")).isEqualTo("RUNNING");
        }

        assertThat(Upgrades.state(workflow)).isEqualTo("DONE");
        stacks.awaitOperation(stack, 2, "READY");
        assertThat(engine.standing(stack, "top").inputs()).hasToString("{version=2}");
    }

    @Test
    void aDeletionEndsItAndNothingOfItIsLeft() {
        ObjectNode request = ready("cut-short");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        WorkflowStub workflow;
        try (Gate making = engine.hold(stack, "apply", "base")) {
            stacks.request(upgrade);
            workflow = start(upgrade);
            making.awaitEngine();
            stacks.request(Events.deletionRequested(request, 3, 3));
            await().atMost(Duration.ofSeconds(30)).until(() -> stacks.get(stack).getInt("operation.number") == 3);
        }

        assertThat(Upgrades.state(workflow)).isEqualTo("FAILED");
        stacks.awaitOperation(stack, 3, "DELETED");
        assertThat(engine.standing(stack, "base")).isNull();
        assertThat(engine.standing(stack, "top")).isNull();
        assertThat(engine.calls(stack)).containsOnlyOnce("apply top");
        assertThat(stacks.facts(stack)).extracting(Stacks::type).endsWith("StackDeleted");
    }

    /** Nobody here starts it again; who does so under the same id need not know how far it was. */
    @Test
    void whoeverUpgradesStartsItAgainWhereTemporalLostIt() {
        ObjectNode request = ready("forgotten-upgrade");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        WorkflowStub workflow;
        try (Gate making = engine.hold(stack, "apply", "top")) {
            stacks.request(upgrade);
            start(upgrade);
            making.awaitEngine();
            parts.restartTemporal();
            workflow = start(upgrade);
        }

        assertThat(Upgrades.state(workflow)).isEqualTo("DONE");
        stacks.awaitOperation(stack, 2, "READY");
        assertThat(engine.standing(stack, "top").inputs()).hasToString("{version=2}");
        assertThat(of(stack, 2))
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
    }

    @Test
    void whoeverTakesItBackStartsThatAgainWhereTemporalLostIt() {
        Upgrades.release(stacks, "climbing");
        ObjectNode request = ready("forgotten-way-back", "climbing@1.0.0");
        String stack = id(request);
        ObjectNode upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        engine.fail(stack, "apply", "fresh", 1, () -> new PermanentFailure("refused", "Allow it."));
        stacks.request(upgrade);
        assertThat(Upgrades.state(start(upgrade))).isEqualTo("FAILED");
        WorkflowStub workflow;
        try (Gate restoring = engine.hold(stack, "apply", "base")) {
            start(upgrade, "revert");
            restoring.awaitEngine();
            parts.restartTemporal();
            workflow = start(upgrade, "revert");
        }

        assertThat(Upgrades.state(workflow)).isEqualTo("DONE");
        stacks.awaitOperation(stack, 2, "FAILED");
        assertThat(engine.standing(stack, "fresh")).isNull();
        for (String component : List.of("base", "middle")) {
            assertThat(engine.standing(stack, component).inputs()).hasToString("{version=1}");
        }
        List<ObjectNode> facts = of(stack, 2);
        assertThat(facts)
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "ComponentDestroyed",
                        "ProvisioningFailed");
        ObjectNode failed = facts.get(facts.size() - 1);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/restored").asBoolean()).isTrue();
    }

    private WorkflowStub start(ObjectNode upgrade) {
        return start(upgrade, "apply");
    }

    private WorkflowStub start(ObjectNode upgrade, String direction) {
        return new Upgrades(client).start(upgrade, 1, direction, null);
    }

    private List<ObjectNode> of(String stack, int operation) {
        return stacks.facts(stack).stream()
                .filter(fact -> fact.at("/data/operation/number").asInt() == operation)
                .toList();
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

    private ObjectNode ready(String name) {
        return ready(name, "stepwise@1.0.0");
    }

    private ObjectNode ready(String name, String release) {
        ObjectNode request = Events.stackRequested(name, release);
        stacks.awaitOperation(stacks.request(request), 1, "READY");
        return request;
    }

    private static String id(ObjectNode request) {
        return request.get("subject").asText();
    }
}
