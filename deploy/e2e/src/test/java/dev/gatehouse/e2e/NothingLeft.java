package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

/** What there must be of a deleted stack: nothing but what was told of it. */
final class NothingLeft {
    private final Platform platform;

    NothingLeft(Platform platform) {
        this.platform = platform;
    }

    void check(StackClient stack) {
        String named = "%" + stack.id().substring(0, 8) + "%";
        assertThat(platform.rows("postgres", "select datname from pg_database where datname like ?", named))
                .as("databases")
                .isEmpty();
        assertThat(platform.rows("postgres", "select rolname from pg_roles where rolname like ?", named))
                .as("roles")
                .isEmpty();
        assertThat(platform.git().textAtHeadOf("main", "stacks/"))
                .as("the repository's files")
                .doesNotContain(stack.id());
        for (String table : List.of("secret", "component")) {
            assertThat(platform.rows(
                            "provisioner", "select stack_id from " + table + " where stack_id = ?", stack.id()))
                    .as(table)
                    .isEmpty();
        }
        for (String service : List.of("upgrade", "ownership")) {
            await().untilAsserted(() -> assertThat(
                            platform.rows(service, "select id::text from live_stack where id::text = ?", stack.id()))
                    .as("alive for %s-service", service)
                    .isEmpty());
        }
        List<String> told = platform.facts().distinctNames("provisioner.stack.v1", stack.id());
        assertThat(told).endsWith("StackDeleted").containsOnlyOnce("StackDeleted");
    }
}
