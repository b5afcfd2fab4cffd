package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.EngineLock;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be provisioned fails once, with a reason and a remedy. */
@QuarkusTest
@RealParts
class FailedOrdersTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Test
    void anEnvironmentWithoutTargetFailsBeforeAnythingIsMade() {
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased("no-target@1.0.0");
        Events.component(release, "database", "postgresql");
        Events.component(release, "zone", "gitops", "database");
        ObjectNode request = order(release, "nowhere");
        Registry.git(parts);
        Events.data(request).put("environment", "nowhere");

        JsonNode failed = failed(request);

        assertThat(failed.get("component").isNull()).isTrue();
        assertThat(failed.get("reason").asText()).contains("zone", "git", "nowhere");
        assertThat(failed.get("remedy").asText()).contains("PUT /api/v1/targets/");
        assertThat(new Stacks(parts).get(request.get("subject").asText()).getList("components"))
                .isEmpty();
    }

    @Test
    void aKindThatNoEngineServesFails() {
        ObjectNode release = Events.templateReleased("no-engine@1.0.0");
        Events.component(release, "tape", "tape-library");
        JsonNode failed = failed(order(release, "tape"));
        assertThat(failed.get("reason").asText()).contains("tape-library");
        assertThat(failed.get("remedy").asText()).contains("gitops", "postgresql");
    }

    @Test
    void aCircleInAReleaseFails() {
        ObjectNode release = Events.templateReleased("circle@1.0.0");
        Events.component(release, "a", "postgresql", "b");
        Events.component(release, "b", "postgresql", "a");
        assertThat(failed(order(release, "circle")).get("reason").asText()).contains("circle");
    }

    @Test
    void aFieldThatCannotBeRenderedIsNamedAndWhatWasMadeIsUndone() throws Exception {
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased("no-render@1.0.0");
        Events.component(release, "database", "postgresql");
        Events.component(release, "second", "postgresql", "database")
                .put("connections", "${components.database.nosuch}");
        ObjectNode request = order(release, "norender");
        String stack = new Stacks(parts).request(request);
        ObjectNode fact = new Stacks(parts)
                .awaitFacts(
                        stack,
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentDestroyed",
                        "ComponentDestroyed",
                        "ProvisioningFailed")
                .get(4);
        EventContract.check(fact.toString());
        assertThat(fact.at("/data/component").asText()).isEqualTo("second");
        assertThat(fact.at("/data/reason").asText()).contains("/components/1/with/connections");
        assertThat(fact.get("data").has("components")).isFalse();
        JsonPath view = new Stacks(parts).awaitState(stack, "FAILED");
        assertThat(view.getString("failure.component")).isEqualTo("second");
        assertThat(view.getList("components.state")).containsExactly("DESTROYED", "DESTROYED");
        assertThat(fact.at("/data/orphans")).isEmpty();
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
    }

    @Test
    void whatCannotBeUndoneIsListedWithItsIdAndWhatIsSomebodyElsesIsLeftAlone() throws Exception {
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased("two-of-them@1.0.0");
        Events.component(release, "database", "postgresql");
        Events.component(release, "second", "postgresql", "database");
        ObjectNode request = order(release, "orphaned");
        Stacks stacks = new Stacks(parts);
        String stack = request.get("subject").asText();
        String claim = "claim_" + stack.substring(0, 8);
        String owner;
        String foreign;
        try (EngineLock lock = EngineLock.of(parts, request, "second")) {
            stacks.request(request);
            lock.awaitEngine();
            owner = stacks.get(stack).getString("components[0].outputs.username");
            foreign = lock.database();
            onTarget("postgres", "create database " + foreign);
            // what lies where the provisioner may not go, it cannot remove
            onTarget("postgres", "revoke connect on database " + foreign + " from public");
            onTarget(foreign, "create schema " + claim + " authorization " + owner);
        }

        stacks.awaitState(stack, "FAILED");
        List<ObjectNode> facts = stacks.facts(stack);
        ObjectNode failed = facts.get(facts.size() - 1);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/component").asText()).isEqualTo("second");
        assertThat(failed.at("/data/remedy").asText()).contains("delete the stack");
        assertThat(failed.at("/data/orphans").findValuesAsText("component")).containsExactly("database");
        assertThat(failed.at("/data/orphans/0/resources").findValuesAsText("id"))
                .contains(owner);

        onTarget(foreign, "drop schema " + claim);
        stacks.request(Events.deletionRequested(request, 2, 2));
        stacks.awaitState(stack, "DELETED");
        // fails if the database that is not ours had been dropped
        onTarget("postgres", "drop database " + foreign);
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
    }

    @Test
    void whatFailedItselfAndCannotBeUndoneIsListedWithTheIdOfWhatIsThere() {
        ObjectNode request = leaving("halfway");
        String stack = request.get("subject").asText();
        engine.refuse(stack, "applied", "second");
        engine.refuse(stack, "destroy", "second");
        Stacks stacks = new Stacks(parts);
        stacks.request(request);

        stacks.awaitOperation(stack, 1, "FAILED");

        JsonNode failed = last(stack);
        assertThat(failed.at("/orphans").findValuesAsText("component")).containsExactly("first", "second");
        assertThat(failed.at("/orphans").findValuesAsText("id")).containsExactly(stack + " first", stack + " second");
        assertThat(failed.get("remedy").asText()).doesNotContain("nothing could be listed");
        engine.relent(stack, "destroy", "second");
        stacks.request(Events.deletionRequested(request, 2, 2));
        stacks.awaitOperation(stack, 2, "DELETED");
        assertThat(engine.standing(stack, "second")).isNull();
    }

    @Test
    void whatNeverWasFinishedHasLostNothingWhenItIsMadeAfterItWasTakenAway() {
        ObjectNode request = leaving("cleared");
        String stack = request.get("subject").asText();
        engine.refuse(stack, "applied", "second");
        engine.refuse(stack, "destroy", "second");
        Stacks stacks = new Stacks(parts);
        stacks.request(request);
        stacks.awaitOperation(stack, 1, "FAILED");
        engine.relent(stack, "applied", "second");
        engine.lose(stack, "second");
        engine.keepData(true);
        try {
            stacks.request(Events.changeRequested(
                    request, 2, 1, Events.data(request).get("parameters").deepCopy()));
            stacks.awaitOperation(stack, 2, "READY");
        } finally {
            engine.keepData(false);
        }
        assertThat(last(stack).at("/emptied")).isEmpty();
    }

    @Test
    void whatCannotBeUndoneNorLookedAtIsNamedInTheRemedy() {
        ObjectNode request = leaving("unseen");
        String stack = request.get("subject").asText();
        for (String verb : List.of("applied", "destroy", "plan")) {
            engine.refuse(stack, verb, "second");
        }
        Stacks stacks = new Stacks(parts);
        stacks.request(request);

        stacks.awaitOperation(stack, 1, "FAILED");

        JsonNode failed = last(stack);
        assertThat(failed.at("/orphans").findValuesAsText("component")).containsExactly("first", "second");
        assertThat(failed.get("remedy").asText()).contains("Of second nothing could be listed");
    }

    private ObjectNode leaving(String name) {
        ObjectNode release = Events.templateReleased("leaving-" + name + "@1.0.0");
        Events.component(release, "first", "scripted");
        Events.component(release, "second", "scripted", "first");
        return order(release, name);
    }

    private JsonNode last(String stack) {
        List<ObjectNode> facts = new Stacks(parts).facts(stack);
        ObjectNode last = facts.get(facts.size() - 1);
        EventContract.check(last.toString());
        return last.get("data");
    }

    private void onTarget(String database, String statement) throws Exception {
        try (Connection superuser = parts.superuserConnection(database)) {
            superuser.createStatement().execute(statement);
        }
    }

    @Test
    void outputsThatAreTooLargeForAnEventFailTheStack() {
        ObjectNode release = Events.templateReleased("large@1.0.0");
        Events.output(release, "large", "x".repeat(70_000));
        String stack = new Stacks(parts).request(order(release, "large"));
        ObjectNode fact = new Stacks(parts)
                .awaitFacts(stack, "ProvisioningStarted", "ProvisioningFailed")
                .get(1);
        assertThat(fact.at("/data/reason").asText()).contains("more than 65536 bytes");
    }

    @Test
    void anOutputThatCannotBeRenderedFailsTheStack() {
        ObjectNode release = Events.templateReleased("no-output@1.0.0");
        Events.output(release, "host", "${components.missing.host}");
        ObjectNode request = order(release, "nooutput");
        String stack = new Stacks(parts).request(request);
        ObjectNode fact = new Stacks(parts)
                .awaitFacts(stack, "ProvisioningStarted", "ProvisioningFailed")
                .get(1);
        assertThat(fact.at("/data/reason").asText()).contains("/outputs/host");
    }

    private ObjectNode order(ObjectNode release, String name) {
        return Events.stackRequested(name, new Stacks(parts).release(release));
    }

    /** The data of ProvisioningFailed, the only fact of this stack. */
    private JsonNode failed(ObjectNode request) {
        String stack = new Stacks(parts).request(request);
        ObjectNode fact =
                new Stacks(parts).awaitFacts(stack, "ProvisioningFailed").get(0);
        EventContract.check(fact.toString());
        return fact.get("data");
    }
}
