package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a stack has after its release was upgraded, or taken back: as the provisioner's facts say. */
@QuarkusTest
class StackUpgradeTest extends StackSteps {

    @Test
    void afterAnUpgradeExactlyTheComponentsOfItsReleaseAreShownWithTheirOwners() throws SQLException {
        String stack = ready(Map.of());
        String upgrade = upgrading(stack);

        provisioner.tell(cache(stack, upgrade, 5));
        provisioner.tell(provisioner.fact("ComponentDestroyed", stack, upgrade, 2, 6));
        ObjectNode end = provisioner.provisioned(stack, upgrade, 2, 7, 2);
        tells(end, component("database", "postgresql", "developer"), component("cache", "noop", "platform"));
        provisioner.tell(end);

        awaitPhase(stack, "READY");
        shown(stack)
                .then()
                .body("version", equalTo("2.0.0"))
                .body("components.name", equalTo(List.of("database", "cache")))
                .body("components.kind", equalTo(List.of("postgresql", "noop")))
                .body("components.owner", equalTo(List.of("developer", "platform")))
                .body("components.state", equalTo(List.of("PROVISIONED", "PROVISIONED")))
                .body("components[0].outputs.host", equalTo("127.0.0.1"))
                .body("components[1].outputs", equalTo(Map.of("port", 6379)));
        api.release(Samples.webStack(shown(stack).path("template"), "2.0.0"))
                .then()
                .statusCode(201);
        api.post("dana", stack, "repair", "{\"components\": [\"application\"]}")
                .then()
                .statusCode(422)
                .body("type", containsString("unknown-component"));
        api.post("dana", stack, "repair", "{\"components\": [\"cache\"]}")
                .then()
                .statusCode(202);
    }

    @Test
    void anUpgradeThatWasTakenBackLeavesTheComponentsAsTheyWere() throws SQLException {
        String stack = ready(Map.of());
        List<Map<String, Object>> before = shown(stack).path("components");
        String upgrade = upgrading(stack);

        provisioner.tell(cache(stack, upgrade, 5));
        ObjectNode base = provisioner.fact("ComponentProvisioned", stack, upgrade, 2, 6);
        base.withObject("/data/component").put("owner", "developer");
        provisioner.tell(base);
        ObjectNode gone = provisioner.fact("ComponentDestroyed", stack, upgrade, 2, 7);
        gone.withObject("/data/component").put("name", "cache").put("kind", "noop");
        provisioner.tell(gone);
        ObjectNode end = provisioner.failed(stack, upgrade, 2, 8, true);
        tells(end, component("database", "postgresql", "platform"), component("application", "gitops", "developer"));
        provisioner.tell(end);

        awaitPhase(stack, "READY");
        shown(stack).then().body("version", equalTo("1.0.0"));
        assertThat(shown(stack).<List<Map<String, Object>>>path("components")).isEqualTo(before);
    }

    @Test
    void whatAnUpgradeThatWasTakenBackCouldNotRemoveIsStillShown() throws SQLException {
        String stack = ready(Map.of());
        String upgrade = upgrading(stack);

        provisioner.tell(cache(stack, upgrade, 5));
        ObjectNode end = provisioner.failed(stack, upgrade, 2, 6, false);
        tells(
                end,
                component("database", "postgresql", "platform"),
                component("application", "gitops", "developer"),
                component("cache", "noop", "platform"));
        provisioner.tell(end);

        awaitPhase(stack, "DEGRADED");
        shown(stack)
                .then()
                .body("components.name", equalTo(List.of("application", "database", "cache")))
                .body("components.owner", equalTo(List.of("developer", "platform", "platform")));
    }

    @Test
    void eventsFromBeforeOwnersWereToldLeaveTheListAsItIs() {
        String stack = api.acceptedStack();
        ObjectNode end = provisioner.fact("StackProvisioned", stack, operation(stack), 1);
        end.withObject("/data").withArray("components").forEach(told -> ((ObjectNode) told).remove("owner"));

        provisioner.tell(end);

        awaitPhase(stack, "READY");
        shown(stack)
                .then()
                .body("components.name", equalTo(List.of("application", "database")))
                .body("components.owner", equalTo(List.of("developer", "platform")));
    }

    /** As upgrade-service's request will have the gate note it. */
    private String upgrading(String stack) throws SQLException {
        UUID operation = UUID.randomUUID();
        try (Connection connection = parts.connection();
                PreparedStatement update = connection.prepareStatement("""
                        update stack set operation_kind = 'UPGRADE', operation_state = 'ACCEPTED', operation_number = 2,
                                         operation_id = ?, target_version = '2.0.0', target_generation = 2,
                                         provisioning = 'NONE'
                        where id = cast(? as uuid)
                        """)) {
            update.setObject(1, operation);
            update.setString(2, stack);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        return operation.toString();
    }

    private ObjectNode cache(String stack, String operation, int sequence) {
        ObjectNode fact = provisioner.fact("ComponentProvisioned", stack, operation, 2, sequence);
        fact.withObject("/data/component").put("name", "cache").put("kind", "noop");
        fact.withObject("/data").putObject("outputs").put("port", 6379);
        return fact;
    }

    private static Map<String, String> component(String name, String kind, String owner) {
        return Map.of("name", name, "kind", kind, "owner", owner);
    }

    @SafeVarargs
    private static void tells(ObjectNode end, Map<String, String>... components) {
        ArrayNode told = end.withObject("/data").putArray("components");
        for (Map<String, String> component : components) {
            ObjectNode one = told.addObject();
            component.forEach(one::put);
        }
        EventContract.check(end.toString());
    }
}
