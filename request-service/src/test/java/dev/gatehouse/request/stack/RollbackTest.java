package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that fails at any of its statements leaves nothing: the failure is injected into the real database. */
@QuarkusTest
class RollbackTest {
    Parts parts;

    @ParameterizedTest
    @ValueSource(strings = {"idempotency_key", "stack", "timeline_entry", "outbox"})
    void aFailureAtAnyStatementLeavesNoRow(String table) throws SQLException {
        Api api = new Api(parts);
        String template = api.releasedTemplate();
        String name = Samples.name("shop");
        List<Long> before = counts();

        failInserts(table);
        try {
            request(api, template, name).then().statusCode(500);
        } finally {
            execute("drop function injected_failure() cascade");
        }

        assertThat(counts()).isEqualTo(before);
        request(api, template, name).then().statusCode(202);
    }

    @Test
    void theInjectedFailureIsWhatFails() throws SQLException {
        Api api = new Api(parts);
        String template = api.releasedTemplate();
        List<Long> before = counts();

        request(api, template, Samples.name("shop")).then().statusCode(202);

        assertThat(counts().get(0)).isEqualTo(before.get(0) + 1);
    }

    private static io.restassured.response.Response request(Api api, String template, String name) {
        return api.as("dana")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of("name", name, "team", "checkout", "template", template))
                .post("/api/v1/stacks");
    }

    private void failInserts(String table) throws SQLException {
        execute("create function injected_failure() returns trigger language plpgsql as"
                + " $$ begin raise exception 'injected'; end $$");
        execute("create trigger injected_failure after insert on " + table
                + " for each row execute function injected_failure()");
    }

    private List<Long> counts() throws SQLException {
        return List.of(count("stack"), count("idempotency_key"), count("timeline_entry"), count("outbox_told"));
    }

    private long count(String table) throws SQLException {
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
