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
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Temporal's state is lost, or a later operation comes, while a component is being made. */
@QuarkusTest
@RealParts
class TemporalLossTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Test
    void stacksInTheMidstOfProvisioningOrBeforeItStillBecomeReadyAndNothingHappensTwice() throws SQLException {
        Stacks stacks = new Stacks(parts);
        ObjectNode later = Events.templateReleased("later-" + UUID.randomUUID() + "@1.0.0");
        Events.component(later, "only", "scripted");
        String waiting = stacks.request(
                Events.stackRequested("waiting", later.get("subject").asText()));
        stacks.awaitState(waiting, "ACCEPTED");
        ObjectNode request = request(stacks, "lost");
        String stack = request.get("subject").asText();
        try (EngineLock lock = EngineLock.of(parts, request, "second")) {
            stacks.request(request);
            stacks.awaitFacts(stack, "ProvisioningStarted", "ComponentProvisioned");
            lock.awaitEngine();
            parts.restartTemporal();
        }
        stacks.awaitFacts(
                stack, "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
        stacks.awaitState(stack, "READY");
        assertThat(EngineLock.leftOf(parts, stack)).as("databases and roles").isEqualTo(4);

        stacks.release(later);
        stacks.awaitFacts(waiting, "ProvisioningStarted", "ComponentProvisioned", "StackProvisioned");
        stacks.awaitState(waiting, "READY");
    }

    @Test
    void theUndoingOfAFirstProvisioningGoesOnAndMakesNothingAgain() throws SQLException {
        Stacks stacks = new Stacks(parts);
        ObjectNode request = request(stacks, "undone");
        String stack = request.get("subject").asText();
        String foreign;
        try (EngineLock making = EngineLock.of(parts, request, "second")) {
            stacks.request(request);
            making.awaitEngine();
            foreign = making.database();
            onTarget("create database " + foreign);
            try (EngineLock removing = EngineLock.of(parts, request, "first")) {
                making.close();
                removing.awaitEngine();
                parts.restartTemporal();
            }
        }

        stacks.awaitState(stack, "FAILED");
        assertThat(stacks.facts(stack))
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentDestroyed",
                        "ComponentDestroyed",
                        "ProvisioningFailed");
        assertThat(stacks.get(stack).getString("failure.component")).isEqualTo("second");
        onTarget("drop database " + foreign);
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
    }

    private void onTarget(String statement) throws SQLException {
        try (Connection superuser = parts.superuserConnection("postgres")) {
            superuser.createStatement().execute(statement);
        }
    }

    /** Its target serves other environments now, which moves nothing that lies there. */
    @Test
    void whatCannotBePlannedAnyMoreIsUndone() {
        Stacks stacks = new Stacks(parts);
        putTarget(List.of("fleeting"));
        ObjectNode release = Events.templateReleased("fleeting@1.0.0");
        Events.component(release, "first", "scripted");
        Events.component(release, "second", "scripted", "first");
        Events.component(release, "third", "gitops", "second");
        ObjectNode request = Events.stackRequested("fleeting", stacks.release(release));
        Events.data(request).put("environment", "fleeting");
        String stack = request.get("subject").asText();
        try (Gate making = engine.hold(stack, "apply", "second")) {
            stacks.request(request);
            making.awaitEngine();
            putTarget(List.of("elsewhere"));
            parts.restartTemporal();
        }
        stacks.awaitOperation(stack, 1, "FAILED");
        assertThat(stacks.get(stack).getString("failure.reason"))
                .contains("environment fleeting", "none is registered");
        assertThat(engine.standing(stack, "first")).isNull();
        assertThat(engine.standing(stack, "second")).isNull();
        List<ObjectNode> facts = stacks.facts(stack);
        assertThat(facts.get(facts.size() - 1).at("/data/orphans")).isEmpty();
    }

    private void putTarget(List<String> environments) {
        Registry.put(parts, "fleeting-git", "git", Map.of("url", Registry.git(parts), "branch", "main"), environments);
    }

    @Test
    void aLaterOperationEndsTheEarlierOne() throws SQLException {
        Stacks stacks = new Stacks(parts);
        ObjectNode first = request(stacks, "overtaken");
        String stack = first.get("subject").asText();
        ObjectNode second = Events.stackRequested("overtaken", "two-databases@1.0.0");
        second.put("subject", stack).put("partitionkey", stack).put("sequence", "2");
        Events.data(second)
                .put("stackId", stack)
                .put("generation", 2)
                .withObject("/operation")
                .put("number", 2);
        try (EngineLock lock = EngineLock.of(parts, first, "second")) {
            stacks.request(first);
            stacks.awaitFacts(stack, "ProvisioningStarted", "ComponentProvisioned");
            lock.awaitEngine();
            stacks.request(second);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(stacks.get(stack).getInt("operation.number"))
                            .isEqualTo(2));
        }
        stacks.awaitState(stack, "READY");
        String earlier = Events.data(first).at("/operation/id").asText();
        assertThat(stacks.facts(stack))
                .filteredOn(fact -> fact.at("/data/operation/id").asText().equals(earlier))
                .extracting(Stacks::type)
                .containsExactly("ProvisioningStarted", "ComponentProvisioned");
        assertThat(stacks.facts(stack))
                .filteredOn(fact -> fact.at("/data/operation/number").asInt() == 2)
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
    }

    private ObjectNode request(Stacks stacks, String name) {
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased("two-databases@1.0.0");
        Events.component(release, "first", "postgresql");
        Events.component(release, "second", "postgresql", "first");
        Events.output(release, "database", "${components.second.database}");
        return Events.stackRequested(name, stacks.release(release));
    }
}
