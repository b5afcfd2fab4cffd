package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

/** What there must be of a provisioned stack: one of each, and every fact told once. */
final class ProvisionedOnce {
    private final Platform platform;

    ProvisionedOnce(Platform platform) {
        this.platform = platform;
    }

    void check(StackClient stack) {
        String ours = "gatehouse stack=" + stack.id() + " %";
        List<String> databases = platform.rows(
                "postgres", "select datname from pg_database where shobj_description(oid, 'pg_database') like ?", ours);
        assertThat(databases).as("databases").hasSize(1);
        String database = databases.get(0);
        assertThat(platform.rows(
                        "postgres",
                        "select rolname from pg_roles where shobj_description(oid, 'pg_authid') like ?",
                        ours))
                .as("who owns, who reads, and one login for each")
                .containsExactlyInAnyOrder(
                        database + "_owner", database + "_read", database + "_rw_a", database + "_ro_a");
        String named = "%" + stack.id().substring(0, 8) + "%";
        assertThat(platform.rows("postgres", "select datname from pg_database where datname like ?", named))
                .as("databases that bear the stack's id in their name")
                .hasSize(1);
        assertThat(platform.git().commitsNaming(stack.id())).as("commits").hasSize(1);

        List<String> told =
                List.of("ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
        assertThat(platform.facts().names("provisioner.stack.v1", stack.id()))
                .as("facts on Kafka, whose delivery is at least once: a repetition bears the same id")
                .startsWith("ProvisioningStarted")
                .endsWith("StackProvisioned");
        assertThat(platform.facts().distinctNames("provisioner.stack.v1", stack.id()))
                .as("facts on Kafka by id")
                .containsExactlyElementsOf(told);
        await().untilAsserted(() -> assertThat(
                        stack.timeline().stream().map(Facts::name).toList())
                .as("timeline")
                .startsWith("StackRequested")
                .hasSize(1 + told.size())
                .endsWith(told.toArray(String[]::new)));
    }
}
