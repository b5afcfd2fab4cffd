package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.Table;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Provisioner;
import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.Stack;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was stored before stacks could be changed is still understood. */
@QuarkusTest
class EarlierRowsTest {
    Parts parts;

    @Test
    void anAnswerThatWasRememberedBeforeThereWereChangesIsRead() throws IOException {
        Stack stack = Stack.requested(
                new Origin(
                        UUID.randomUUID(),
                        "shop",
                        "checkout",
                        "development",
                        "checkout-shop",
                        Map.of(),
                        "web",
                        "dana",
                        Instant.EPOCH),
                "1.0.0",
                Map.of("replicas", 3),
                List.of(),
                UUID.randomUUID(),
                Kind.PROVISION);
        ObjectNode text = new ObjectMapper().readValue(JsonText.write(stack), ObjectNode.class);
        text.remove(List.of("everReady", "degradation"));
        text.withObject("/operation").remove("cancellation");
        assertThat(text.withObject("/operation/target").remove("parameters")).isNotNull();

        Stack read = JsonText.read(text.toString(), Stack.class);

        assertThat(read.operation().id()).isEqualTo(stack.operation().id());
        assertThat(read.operation().target().parameters()).isEmpty();
        assertThat(read.phase()).isEqualTo(stack.phase());
        assertThat(read.parameters()).isEqualTo(stack.parameters());
    }

    @Test
    void theMigrationKnowsWhichStacksWereReady() throws Exception {
        Api api = new Api(parts);
        String ready = api.acceptedStack();
        String never = api.acceptedStack();
        try (Provisioner provisioner = new Provisioner(parts)) {
            provisioner.provision(
                    ready, api.as("dana").get("/api/v1/stacks/" + ready).path("operation.id"));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        api.as("dana").get("/api/v1/stacks/" + ready).then().body("phase", equalTo("READY")));

        migrateAgain();

        Table table = new Table(parts);
        assertThat(table.rows("select ever_ready from stack where id = ?::uuid", ready))
                .containsExactly("t");
        assertThat(table.rows("select coalesce(ever_ready, false) from stack where id = ?::uuid", never))
                .containsExactly("f");
    }

    private void migrateAgain() throws SQLException, IOException {
        try (InputStream file = getClass().getResourceAsStream("/db/migration/V11__change.sql");
                Connection connection = parts.connection();
                Statement statement = connection.createStatement()) {
            String migration = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            connection.setAutoCommit(false);
            statement.execute("update stack set ever_ready = null");
            statement.execute(migration.substring(migration.indexOf("update stack")));
            connection.commit();
        }
    }
}
