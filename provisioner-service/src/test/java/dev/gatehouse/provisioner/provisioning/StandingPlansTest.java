package dev.gatehouse.provisioner.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TargetPostgresql;
import dev.gatehouse.provisioner.EngineLock;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An operation failed and left something standing: the next one goes out from that, and its plan says so. */
@QuarkusTest
@RealParts
class StandingPlansTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Test
    void whatStandsStaysWhereItIsAlsoInAStackThatWasNeverReady() throws Exception {
        Registry.postgresql(parts);
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("settled@1.0.0");
        Events.component(release, "db", "postgresql").put("dump", false);
        Events.component(release, "top", "scripted", "db").put("host", "${components.db.host}");
        ObjectNode request = Events.stackRequested("settled", stacks.release(release));
        Events.data(request).put("environment", "settled");
        String stack = request.get("subject").asText();
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        try (Gate making = engine.hold(stack, "apply", "top")) {
            stacks.request(request);
            making.awaitEngine();
            stacks.request(deletion);
            await().atMost(Duration.ofSeconds(30)).until(() -> stacks.get(stack).getInt("operation.number") == 2);
            stacks.request(Events.cancelRequested(deletion, 3));
            stacks.awaitOperation(stack, 2, "FAILED");
        }
        TargetPostgresql server = parts.targetPostgresql();
        Map<String, Object> address = Map.of("host", server.host(), "port", server.port());
        Registry.put(parts, "settled-later", "postgresql", address, List.of("settled"));
        try {
            ObjectNode retry = Events.changeRequested(
                    request, 3, 1, Events.data(request).get("parameters").deepCopy());
            retry.put("sequence", "4");
            JsonPath plan = plan(retry);
            assertThat(plan.getString("components[0].target")).isEqualTo("local-postgresql");
            assertThat(plan.getString("components[0].change")).isEqualTo("unchanged");
            assertThat(plan.getString("components[1].unresolved")).startsWith("outputs of db may be others");
            Events.data(retry).put("plan", plan.getString("digest"));
            stacks.request(retry);

            JsonPath ready = stacks.awaitOperation(stack, 3, "READY");

            assertThat(ready.getString("components[0].target")).isEqualTo("local-postgresql");
            stacks.request(Events.deletionRequested(request, 4, 5));
            stacks.awaitOperation(stack, 4, "DELETED");
            assertThat(EngineLock.leftOf(parts, stack)).isZero();
        } finally {
            try (Connection connection = parts.connection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("delete from target where name = 'settled-later'");
            }
        }
    }

    /** Its pool holds every connection, as pools do: neither the plan nor the look for lost data may stand in the way. */
    @Test
    void aDatabaseWhoseApplicationTookEveryConnectionIsGivenMore() throws Exception {
        Registry.postgresql(parts);
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("crowded@1.0.0");
        Events.component(release, "db", "postgresql")
                .put("dump", false)
                .put("connections", "${parameters.connections}")
                .put("readOnlyConnections", 1);
        ObjectNode request = Events.stackRequested("crowded", stacks.release(release));
        Events.data(request).set("parameters", connections(1));
        String stack = stacks.request(request);
        JsonPath ready = stacks.awaitOperation(stack, 1, "READY");
        JsonPath secret = given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/secrets/" + ready.getString("components[0].outputs.secret"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        TargetPostgresql server = parts.targetPostgresql();
        String database = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/"
                + ready.getString("components[0].outputs.database");
        // The provisioner's own last connection may still be counted.
        try (Connection pool = await().ignoreExceptions()
                .until(
                        () -> DriverManager.getConnection(
                                database, secret.getString("username"), secret.getString("password")),
                        Objects::nonNull)) {
            stacks.request(Events.changeRequested(request, 2, 2, connections(3)));

            stacks.awaitOperation(stack, 2, "READY");

            assertThat(pool.isValid(5)).isTrue();
        }
    }

    @Test
    void whatCouldNotBeLedBackIsChangedAndNotCreated() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("stuck@1.0.0");
        Events.component(release, "first", "scripted").put("size", "${parameters.size}");
        Events.component(release, "second", "scripted", "first").put("size", "${components.first.size}");
        ObjectNode request = Events.stackRequested("stuck", stacks.release(release));
        Events.data(request).set("parameters", size(1));
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        engine.refuse(stack, "apply", "first");
        stacks.request(Events.changeRequested(request, 2, 2, size(2)));
        stacks.awaitOperation(stack, 2, "FAILED");

        Events.data(request).put("generation", 2).set("parameters", size(2));
        JsonPath plan = plan(request);

        assertThat(plan.getList("components.change")).containsExactly("changed", "unchanged");
        assertThat(plan.getString("components[1].unresolved")).startsWith("outputs of first may be others");
        engine.lose(stack, "first");
        assertThat(plan(request).getString("components[0].change")).isEqualTo("created");
    }

    private JsonPath plan(ObjectNode request) {
        return given().auth()
                .oauth2(parts.token("dana"))
                .contentType("application/json")
                .body(Events.data(request).toString())
                .post("/api/v1/provisioning/plans")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ObjectNode connections(int connections) {
        return JsonNodeFactory.instance.objectNode().put("connections", connections);
    }

    private static ObjectNode size(int size) {
        return JsonNodeFactory.instance.objectNode().put("size", size);
    }
}
