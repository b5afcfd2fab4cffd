package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A team changes its ready stack: what is affected moves and nothing else, and what fails or is cancelled is led back. */
@ExtendWith(PlatformExtension.class)
class StackChangeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MORE_REPLICAS = "{\"parameters\": {\"replicas\": 3}}";

    @Test
    void aChangeMovesWhatItAffectsAndNothingElse(Platform platform) {
        User dana = platform.user("dana");
        StackClient stack = StackClient.request(dana, "checkout");
        String database = stack.awaitReady(PATIENCE).at("/outputs/databaseName").asText();
        List<String> before = databaseIdentity(platform, database);

        Answer plan = dana.post(
                "/api/v1/stacks:plan",
                "{\"stackId\": \"%s\", \"parameters\": {\"replicas\": 3}}".formatted(stack.id()));
        assertThat(plan.status()).as("%s", plan).isEqualTo(200);
        assertThat(plan.body().path("components"))
                .extracting(component -> component.path("name").asText() + " "
                        + component.path("change").asText())
                .containsExactlyInAnyOrder("database unchanged", "application changed");
        Answer accepted = dana.patch(
                stack.path(), "{\"parameters\": {\"replicas\": 3}, \"plan\": \"%s\"}".formatted(plan.text("/digest")));
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
        assertThat(accepted.text("/operation/kind")).isEqualTo("change");

        JsonNode changed = stack.awaitGeneration(2, PATIENCE);

        assertThat(changed.at("/parameters/replicas").asInt()).isEqualTo(3);
        assertThat(databaseIdentity(platform, database)).isEqualTo(before);
        assertThat(platform.git().commitsNaming(stack.id())).hasSize(2);
        assertThat(platform.git()
                        .textAtHeadOf("main", changed.at("/outputs/application").asText()))
                .contains("replicas: 3");
        List<JsonNode> facts = platform.facts().about("provisioner.stack.v1", stack.id());
        assertThat(facts.stream()
                        .filter(fact -> fact.at("/data/operation/number").asInt() == 2))
                .filteredOn(fact -> Facts.name(fact).equals("ComponentProvisioned"))
                .extracting(fact -> fact.at("/data/component/name").asText())
                .containsExactly("application");
        assertThat(dana.patch(stack.path(), MORE_REPLICAS).status()).isEqualTo(200);
    }

    /** Somebody writes over the field between the look at the plan and the change. */
    @Test
    void aChangeThatIsNoLongerWhatItsPlanShowedTouchesNothing(Platform platform) {
        User dana = platform.user("dana");
        StackClient stack = StackClient.request(dana, "checkout");
        String file = stack.awaitReady(PATIENCE).at("/outputs/application").asText();
        Answer plan = dana.post(
                "/api/v1/stacks:plan",
                "{\"stackId\": \"%s\", \"parameters\": {\"replicas\": 3}}".formatted(stack.id()));
        HandEdit.replace(platform.repository(), file, "replicas: 2", "replicas: 9");

        Answer accepted = dana.patch(
                stack.path(), "{\"parameters\": {\"replicas\": 3}, \"plan\": \"%s\"}".formatted(plan.text("/digest")));
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);

        await("the change to end")
                .atMost(PATIENCE)
                .until(() -> stack.view().at("/operation/state").asText().equals("FAILED"));
        JsonNode refused = stack.view();
        assertThat(refused.at("/operation/failure/reason").asText())
                .startsWith("the plan that this was asked with is no longer what would be done")
                .contains("application changed");
        assertThat(refused.path("phase").asText()).isEqualTo("READY");
        assertThat(refused.path("generation").asInt()).isEqualTo(1);
        assertThat(refused.path("parameters")).isEmpty();
        assertThat(platform.git().textAtHeadOf("main", file)).contains("replicas: 9");
    }

    /** The change is held at the database; meanwhile nobody else gets the stack, and its team thinks better of it. */
    @Test
    void aChangeThatIsCancelledMidwayLeavesTheStackAsItWas(Platform platform) {
        User dana = platform.user("dana");
        StackClient stack = StackClient.request(dana, "checkout");
        String database = stack.awaitReady(PATIENCE).at("/outputs/databaseName").asText();

        try (Hold step = HeldStatement.writing(platform.superUser("postgres"), "pg_database")) {
            Answer accepted = dana.patch(stack.path(), "{\"parameters\": {\"connections\": 30, \"replicas\": 3}}");
            assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
            step.awaitSomebody();
            Answer second = dana.patch(stack.path(), MORE_REPLICAS);
            assertThat(second.status()).as("%s", second).isEqualTo(409);
            assertThat(second.text("/detail")).contains(accepted.text("/operation/id"), "change, number 2");
            assertThat(platform.user("otis").post(stack.path() + ":cancel", "").status())
                    .isEqualTo(403);
            Answer cancelled = dana.post(stack.path() + ":cancel", "");
            assertThat(cancelled.status()).as("%s", cancelled).isEqualTo(202);
            await("the provisioner to have heard of it").atMost(PATIENCE).until(() -> dana.get(
                            "/api/v1/provisioning/stacks/" + stack.id())
                    .text("/state")
                    .equals("UNDOING"));
        }

        JsonNode restored = stack.awaitReady(PATIENCE);
        assertThat(restored.at("/operation/state").asText()).isEqualTo("FAILED");
        assertThat(restored.at("/operation/failure/reason").asText()).isEqualTo("cancelled by dana");
        assertThat(restored.path("generation").asInt()).isEqualTo(1);
        assertThat(restored.path("parameters")).isEmpty();
        assertThat(databaseIdentity(platform, database))
                .singleElement()
                .asString()
                .endsWith(" 20");
        assertThat(platform.git()
                        .textAtHeadOf(
                                "main", restored.at("/outputs/application").asText()))
                .contains("replicas: 2");
    }

    /** The application is changed first; then the database cannot be what is asked for, and never will. */
    @Test
    void aChangeThatFailsForGoodIsLedBack(Platform platform) {
        User dana = platform.user("dana");
        String template = releasedTemplate(platform.user("pia"));
        StackClient stack = StackClient.requestAs(
                dana,
                "{\"name\": \"%s\", \"team\": \"checkout\", \"template\": \"%s\"}"
                        .formatted(StackClient.freeName(), template));
        String database = stack.awaitReady(PATIENCE).at("/outputs/database").asText();

        Answer accepted = dana.patch(stack.path(), "{\"parameters\": {\"connections\": 20000, \"replicas\": 3}}");
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);

        JsonNode restored = stack.awaitReady(PATIENCE);
        assertThat(restored.at("/operation/state").asText()).isEqualTo("FAILED");
        assertThat(restored.at("/operation/failure/component").asText()).isEqualTo("database");
        assertThat(restored.path("generation").asInt()).isEqualTo(1);
        assertThat(restored.path("parameters")).isEmpty();
        assertThat(restored.path("components"))
                .extracting(component -> component.path("state").asText())
                .containsOnly("PROVISIONED");
        assertThat(databaseIdentity(platform, database))
                .singleElement()
                .asString()
                .endsWith(" 20");
        assertThat(platform.git()
                        .textAtHeadOf("main", restored.at("/outputs/path").asText()))
                .contains("replicas: 2");
        assertThat(platform.git().commitsNaming(stack.id())).hasSize(3);
        Answer again = dana.patch(stack.path(), MORE_REPLICAS);
        assertThat(again.status()).as("%s", again).isEqualTo(202);
        stack.awaitGeneration(2, PATIENCE);
    }

    /** Its schema allows more connections than the engine does, and its database is made after its application. */
    private static String releasedTemplate(User engineer) {
        String name = "t" + StackClient.freeName();
        Answer released = engineer.post("/api/v1/templates", """
                {"apiVersion": "gatehouse.dev/v1", "kind": "StackTemplate",
                 "metadata": {"name": "%s", "version": "1.0.0", "owner": "platform"},
                 "parameters": {"type": "object", "properties": {
                   "replicas": {"type": "integer", "default": 2},
                   "connections": {"type": "integer", "default": 20}}},
                 "components": [
                   {"name": "application", "kind": "gitops", "owner": "developer",
                    "with": {"values": {"replicas": "${parameters.replicas}"}}},
                   {"name": "database", "kind": "postgresql", "owner": "platform",
                    "with": {"connections": "${components.application.path == '' ? 1 : parameters.connections}"}}],
                 "outputs": {"path": "${components.application.path}", "database": "${components.database.database}"}}
                """.formatted(name));
        assertThat(released.status()).as("%s", released).isEqualTo(201);
        return name;
    }

    /** The database's number, which another one of the same name would not have, and its connection limit. */
    private static List<String> databaseIdentity(Platform platform, String database) {
        return platform.rows(
                "postgres", "select oid || ' ' || datconnlimit from pg_database where datname = ?", database);
    }
}
