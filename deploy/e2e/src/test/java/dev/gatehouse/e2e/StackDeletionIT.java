package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of the story: a team deletes its stack, ready or not, and nothing of it is left. */
@ExtendWith(PlatformExtension.class)
class StackDeletionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void aReadyStackGoesInReverseOrderAndItsNameIsFreeAgain(Platform platform) {
        User dana = platform.user("dana");
        String name = StackClient.freeName();
        Answer accepted = dana.post("/api/v1/stacks", StackClient.body(name, "checkout"));
        StackClient stack = new StackClient(dana, accepted.text("/id"));
        JsonNode outputs = stack.awaitReady(PATIENCE).path("outputs");
        String secret = "/api/v1/secrets/" + outputs.path("databaseSecret").asText();
        assertThat(dana.get(secret).status()).isEqualTo(200);
        assertThat(platform.user("otis").delete(stack.path()).status()).isEqualTo(403);
        assertThat(platform.user("pia").delete(stack.path()).status()).isEqualTo(403);

        stack.delete(PATIENCE);

        new NothingLeft(platform).check(stack);
        assertThat(dana.get(secret).status()).isEqualTo(404);
        assertThat(stack.timeline().stream().map(Facts::name))
                .endsWith("StackDeletionRequested", "ComponentDestroyed", "ComponentDestroyed", "StackDeleted");
        assertThat(dana.get("/api/v1/stacks").body().path("items"))
                .extracting(item -> item.path("id").asText())
                .doesNotContain(stack.id());
        Answer again = dana.post("/api/v1/stacks", StackClient.body(name, "checkout"));
        assertThat(again.status()).as("%s", again).isEqualTo(202);
        new StackClient(dana, again.text("/id")).awaitReady(PATIENCE);
    }

    @Test
    void anAdoptedDatabaseOutlivesItsStackAndOnlyTheTeamThatWasNamedGetsIt(Platform platform) throws SQLException {
        String legacy = "legacy" + StackClient.freeName();
        try (Connection administrator = platform.superUser("postgres");
                Statement statement = administrator.createStatement()) {
            statement.execute("create role " + legacy + " login");
            statement.execute("create database " + legacy + " owner " + legacy);
            statement.execute("grant " + legacy + " to gatehouse_target with admin option");
            statement.execute("comment on database " + legacy + " is 'gatehouse.dev/adoptable-by=checkout'");
        }
        try (Connection inside = platform.superUser(legacy);
                Statement statement = inside.createStatement()) {
            statement.execute("create table kept as select 'still here'::text as word");
            statement.execute("alter table kept owner to " + legacy);
        }
        String template = adoptingTemplate(platform.user("pia"));
        StackClient refused = StackClient.requestAs(platform.user("otis"), adoption(template, "payments", legacy));
        StackClient stack = StackClient.requestAs(platform.user("dana"), adoption(template, "checkout", legacy));

        JsonNode ready = stack.awaitReady(PATIENCE);

        assertThat(ready.at("/operation/kind").asText()).isEqualTo("adopt");
        assertThat(ready.at("/outputs/database").asText()).isEqualTo(legacy);
        await().atMost(PATIENCE)
                .until(() -> refused.view().path("phase").asText().equals("FAILED"));
        assertThat(refused.view().at("/operation/failure/reason").asText()).contains("cannot be adopted");
        stack.delete(PATIENCE);
        assertThat(platform.rows(legacy, "select word from kept where word <> ?", ""))
                .containsExactly("still here");
        assertThat(platform.rows(
                        "postgres",
                        "select shobj_description(oid, 'pg_database') from pg_database where datname = ?",
                        legacy))
                .containsExactly("gatehouse.dev/adoptable-by=checkout");
    }

    private static String adoption(String template, String team, String database) {
        return """
                {"name": "%s", "team": "%s", "template": "%s", "parameters": {"database": "%s"}, "adopt": ["database"]}""".formatted(StackClient.freeName(), team, template, database);
    }

    private static String adoptingTemplate(User engineer) {
        String name = "t" + StackClient.freeName();
        Answer released = engineer.post("/api/v1/templates", """
                {"apiVersion": "gatehouse.dev/v1", "kind": "StackTemplate",
                 "metadata": {"name": "%s", "version": "1.0.0", "owner": "platform"},
                 "parameters": {"type": "object", "properties": {
                   "database": {"type": "string", "default": "", "maxLength": 63}}},
                 "components": [
                   {"name": "database", "kind": "postgresql", "owner": "platform",
                    "with": {"database": "${parameters.database}"}}],
                 "outputs": {"database": "${components.database.database}"}}
                """.formatted(name));
        assertThat(released.status()).as("%s", released).isEqualTo(201);
        return name;
    }

    /** The engine was at work, its process is dead, and PostgreSQL or Git may still do what it had asked for. */
    @ParameterizedTest
    @EnumSource(names = {"MAKING_THE_DATABASE", "TELLING_THE_DATABASE", "MOVING_THE_BRANCH"})
    void aDeletionDuringAFirstProvisioningWhoseWorkerIsKilledLeavesNothing(KillPoint point, Platform platform)
            throws InterruptedException {
        StackClient stack;
        try (Hold step = point.hold(platform)) {
            stack = StackClient.request(platform.user("dana"), "checkout");
            step.awaitSomebody();
            stack.askForDeletion();
            platform.kill("provisioner");
        }
        platform.startAgain("provisioner");

        stack.awaitDeleted(PATIENCE);
        new NothingLeft(platform).check(stack);
    }

    @Test
    void aDeletionWhoseWorkerIsKilledAndWhoseWorkflowIsForgottenGoesOn(Platform platform) throws InterruptedException {
        StackClient stack = StackClient.request(platform.user("dana"), "checkout");
        stack.awaitReady(PATIENCE);
        try (Hold step = HeldStatement.writing(platform.superUser("postgres"), "pg_database")) {
            stack.askForDeletion();
            step.awaitSomebody();
            platform.kill("provisioner");
            platform.stopTemporal();
            platform.startTemporal();
        }
        platform.startAgain("provisioner");

        stack.awaitDeleted(PATIENCE);
        new NothingLeft(platform).check(stack);
    }
}
