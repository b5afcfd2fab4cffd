package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What there must be of a provisioned stack: one of each, and every fact told once. */
final class ProvisionedOnce {
    private final Platform platform;
    private final int databases;
    private final int applications;

    /** Of a {@code web-stack}. */
    ProvisionedOnce(Platform platform) {
        this(platform, 1, 1);
    }

    ProvisionedOnce(Platform platform, int databases, int applications) {
        this.platform = platform;
        this.databases = databases;
        this.applications = applications;
    }

    void check(StackClient stack) {
        String ours = "gatehouse stack=" + stack.id() + " %";
        List<String> made = platform.rows(
                "postgres", "select datname from pg_database where shobj_description(oid, 'pg_database') like ?", ours);
        assertThat(made).as("databases").hasSize(databases);
        assertThat(platform.rows(
                        "postgres",
                        "select rolname from pg_roles where shobj_description(oid, 'pg_authid') like ?",
                        ours))
                .as("who owns, who reads, and one login for each")
                .containsExactlyInAnyOrderElementsOf(made.stream()
                        .flatMap(database ->
                                Stream.of("_owner", "_read", "_rw_a", "_ro_a").map(database::concat))
                        .toList());
        String named = "%" + stack.id().substring(0, 8) + "%";
        assertThat(platform.rows("postgres", "select datname from pg_database where datname like ?", named))
                .as("databases that bear the stack's id in their name")
                .hasSize(databases);
        assertThat(platform.git().commitsNaming(stack.id())).as("commits").hasSize(applications);

        List<String> told = new ArrayList<>(List.of("ProvisioningStarted"));
        told.addAll(Collections.nCopies(databases + applications, "ComponentProvisioned"));
        told.add("StackProvisioned");
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
