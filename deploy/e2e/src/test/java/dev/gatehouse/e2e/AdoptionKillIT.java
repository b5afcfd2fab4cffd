package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The provisioner is killed (SIGKILL) while it takes over a database that was there before. */
@ExtendWith(PlatformExtension.class)
class AdoptionKillIT {
    private static final String LEGACY = "legacy_orders";
    private static final String AGREED = "gatehouse.dev/adoptable-by=checkout";

    private static final String TEMPLATE = """
            {
              "apiVersion": "gatehouse.dev/v1",
              "kind": "StackTemplate",
              "metadata": {"name": "adopting-orders", "version": "1.0.0", "owner": "platform"},
              "parameters": {"type": "object", "properties": {"database": {"type": "string"}}},
              "components": [
                {"name": "orders", "kind": "postgresql", "owner": "platform",
                 "with": {"database": "${parameters.database}", "connections": 7}}
              ],
              "outputs": {"orders": "${components.orders.database}"}
            }
            """;

    @Test
    void theNextOneTakesItOverOnceAndTheStacksDeletionGivesItBack(Platform platform)
            throws InterruptedException, SQLException {
        makeLegacy(platform);
        StackClient stack;
        // marked as the stack's, and none of its logins made
        try (Hold step = KillPoint.MAKING_THE_ROLE.hold(platform)) {
            stack = adopt(platform);
            step.awaitSomebody();
            platform.kill("provisioner");
        }
        platform.startAgain("provisioner");

        stack.awaitReady(Duration.ofSeconds(90));

        assertThat(comment(platform)).contains(stack.id());
        assertThat(roles(platform, stack))
                .containsExactlyInAnyOrderElementsOf(List.of("_read", "_ro_a", "_rw_a").stream()
                        .map(prefix(platform, stack)::concat)
                        .toList());
        assertThat(platform.facts().distinctNames("provisioner.stack.v1", stack.id()))
                .containsExactly("ProvisioningStarted", "ComponentProvisioned", "StackProvisioned");

        stack.delete(Duration.ofSeconds(60));

        assertThat(comment(platform)).isEqualTo(AGREED);
        assertThat(roles(platform, stack)).isEmpty();
        assertThat(platform.rows(LEGACY, "select answer::text from kept where ? <> ''", "any"))
                .containsExactly("42");
    }

    private static String prefix(Platform platform, StackClient stack) {
        String reader = roles(platform, stack).stream()
                .filter(role -> role.endsWith("_read"))
                .findFirst()
                .orElseThrow();
        return reader.substring(0, reader.length() - "_read".length());
    }

    private static void makeLegacy(Platform platform) throws SQLException {
        execute(
                platform,
                "postgres",
                "create role " + LEGACY + " login password 'theirs'",
                "create database " + LEGACY + " owner " + LEGACY,
                "grant " + LEGACY + " to gatehouse_target with admin option",
                "comment on database " + LEGACY + " is '" + AGREED + "'");
        execute(platform, LEGACY, "create table kept as select 42 as answer", "alter table kept owner to " + LEGACY);
    }

    private static void execute(Platform platform, String database, String... statements) throws SQLException {
        try (Connection superUser = platform.superUser(database);
                Statement statement = superUser.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static StackClient adopt(Platform platform) {
        Answer released = platform.user("pia").post("/api/v1/templates", TEMPLATE);
        assertThat(released.status()).as("%s", released).isIn(200, 201);
        String body = """
                {"name": "%s", "team": "checkout", "template": "adopting-orders", "version": "1.0.0",
                 "parameters": {"database": "%s"}, "adopt": ["orders"]}""".formatted(StackClient.freeName(), LEGACY);
        return StackClient.requestAs(platform.user("dana"), body);
    }

    private static String comment(Platform platform) {
        return platform.rows(
                        "postgres",
                        "select shobj_description(oid, 'pg_database') from pg_database where datname = ?",
                        LEGACY)
                .get(0);
    }

    private static List<String> roles(Platform platform, StackClient stack) {
        return platform.rows(
                "postgres",
                "select rolname from pg_roles where shobj_description(oid, 'pg_authid') like ?",
                "gatehouse stack=" + stack.id() + " %");
    }
}
