package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The essay's first step: a developer asks for a stack and gets it, and nobody else gets near it. */
@ExtendWith(PlatformExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryIT {
    private final Platform platform;
    private final User dana;
    private final User otis;
    private final User pia;
    private StackClient stack;
    private JsonNode ready;

    StoryIT(Platform platform) {
        this.platform = platform;
        this.dana = platform.user("dana");
        this.otis = platform.user("otis");
        this.pia = platform.user("pia");
    }

    @BeforeAll
    void aDeveloperRequestsAStack() {
        Answer accepted = dana.post("/api/v1/stacks", StackClient.body(StackClient.freeName(), "checkout"));
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
        assertThat(accepted.header("Location")).endsWith("/api/v1/stacks/" + accepted.text("/id"));
        assertThat(accepted.text("/phase")).isIn("REQUESTED", "PROVISIONING");
        stack = new StackClient(dana, accepted.text("/id"));
        ready = stack.awaitReady(Duration.ofSeconds(60));
    }

    @Test
    void theTimelineTellsEveryStepOnceAndInOrder() {
        await().untilAsserted(() -> assertThat(stack.timeline().stream().map(Facts::name))
                // others of these tests read the secret, which is told as well
                .filteredOn(name -> !name.equals("SecretRead"))
                .containsExactly(
                        "StackRequested",
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "StackProvisioned"));
    }

    @Test
    void theCredentialsOpenTheDatabaseAndItIsTheTeamsOwn() throws SQLException {
        Answer answer = secret(dana);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        JsonNode secret = answer.body();
        try (Connection connection = connect(
                        secret.path("username").asText(),
                        secret.path("password").asText());
                Statement statement = connection.createStatement()) {
            statement.execute("create table basket (id int primary key)");
            statement.execute("insert into basket values (42)");
            ResultSet rows = statement.executeQuery("select id from basket");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void anotherStacksCredentialsDoNotOpenIt() {
        StackClient other = StackClient.request(otis, "payments");
        JsonNode outputs = other.awaitReady(Duration.ofSeconds(60)).path("outputs");
        Answer answer =
                otis.get("/api/v1/secrets/" + outputs.path("databaseSecret").asText());
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        JsonNode secret = answer.body();

        assertThatThrownBy(() -> connect(
                                secret.path("username").asText(),
                                secret.path("password").asText())
                        .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void theCommitHoldsTheApplicationAndNoSecret() {
        GitHistory git = platform.git();
        List<RevCommit> commits = git.commitsNaming(stack.id());
        assertThat(commits).extracting(RevCommit::getName).containsExactly(output("commit"));

        String text = git.textAt(output("commit"), output("application"));
        assertThat(text).contains(output("databaseHost"), output("databaseName"), output("databaseSecret"));
        String password = secret(dana).text("/password");
        assertThat(password).isNotEmpty();
        assertThat(text).doesNotContain(password);
    }

    @Test
    void noFactNoAnswerAndNoLogHoldsThePassword() {
        String password = secret(dana).text("/password");
        assertThat(password).hasSizeGreaterThan(20);

        for (String topic : List.of("request.stack.v1", "provisioner.stack.v1", "provisioner.target.v1")) {
            assertThat(platform.facts().texts(topic)).as(topic).isNotEmpty().noneMatch(text -> text.contains(password));
        }
        for (String path :
                List.of(stack.path(), stack.path() + "/timeline", "/api/v1/provisioning/stacks/" + stack.id())) {
            Answer answer = dana.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body().toString()).as(path).contains(stack.id()).doesNotContain(password);
        }
        assertThat(platform.logs())
                .containsKeys("request-service.log", "provisioner-service.log")
                .allSatisfy((file, text) -> assertThat(text.contains(password))
                        .as("%s holds the password", file)
                        .isFalse());
        assertThat(platform.logs().get("provisioner-service.log")).contains(stack.id());
    }

    @Test
    void anotherTeamSeesNothingOfIt() {
        for (String path : List.of("", "/timeline", "/events")) {
            refused(otis.get(stack.path() + path));
        }
        refused(otis.get("/api/v1/provisioning/stacks/" + stack.id()));
        refused(secret(otis));
        refused(otis.post("/api/v1/stacks", StackClient.body(StackClient.freeName(), "checkout")));
        StackClient own = StackClient.request(otis, "payments");
        Answer list = otis.get("/api/v1/stacks");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body().path("items"))
                .extracting(item -> item.path("id").asText())
                .contains(own.id())
                .doesNotContain(stack.id());
    }

    @Test
    void aPlatformEngineerReadsTheStackButNotItsSecretAndRequestsNone() {
        assertThat(pia.get(stack.path()).status()).isEqualTo(200);
        refused(secret(pia));
        refused(pia.post("/api/v1/stacks", StackClient.body(StackClient.freeName(), "checkout")));
    }

    @Test
    void theProvisionersPasswordForATargetGoesNowhereElse() {
        Answer answer = pia.put("/api/v1/targets/local-postgresql", """
                {"kind": "postgresql", "address": {"host": "127.0.0.1", "port": 1}, "environments": []}""");
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.body().findValuesAsText("pointer")).contains("/address");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAsTooLarge() {
        String body = StackClient.body("x".repeat(10 * 1024 * 1024), "checkout");
        for (Answer answer : List.of(dana.post("/api/v1/stacks", body), dana.postInChunks("/api/v1/stacks", body))) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(413);
            assertThat(answer.text("/type")).isEqualTo("https://gatehouse.dev/problems/too-large");
        }
    }

    @Test
    void aRepeatedRequestWithItsKeyIsTheSameStackAndWithAnotherBodyNone() {
        String body = StackClient.body(StackClient.freeName(), "checkout");
        Answer first = dana.post("/api/v1/stacks", body, "Idempotency-Key", stack.id());
        Answer again = dana.post("/api/v1/stacks", body, "Idempotency-Key", stack.id());

        assertThat(first.status()).as("%s", first).isEqualTo(202);
        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        Answer other = dana.post(
                "/api/v1/stacks", StackClient.body(StackClient.freeName(), "checkout"), "Idempotency-Key", stack.id());
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void theReadersOfFactsKnowTheStackAndItsRelease() {
        for (String service : List.of("upgrade", "ownership")) {
            await().untilAsserted(() -> assertThat(platform.rows(
                            service,
                            "select template || '@' || version from current_release where stack_id::text = ?",
                            stack.id()))
                    .containsExactly("web-stack@1.0.0"));
        }
        assertThat(platform.rows("ownership", "select team from stack where id::text = ?", stack.id()))
                .containsExactly("checkout");
    }

    @Test
    void theTeamsAreKnown() {
        assertThat(dana.get("/api/v1/teams/checkout").status()).isEqualTo(200);
        assertThat(dana.get("/api/v1/teams/payments").status()).isEqualTo(200);
    }

    private String output(String name) {
        String value = ready.path("outputs").path(name).asText();
        assertThat(value).as("the output %s", name).isNotEmpty();
        return value;
    }

    private Answer secret(User user) {
        return user.get("/api/v1/secrets/" + output("databaseSecret"));
    }

    private Connection connect(String username, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(output("databaseHost"), output("databasePort"), output("databaseName")),
                username,
                password);
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(403);
        assertThat(answer.text("/type")).startsWith("https://gatehouse.dev/problems/");
    }
}
