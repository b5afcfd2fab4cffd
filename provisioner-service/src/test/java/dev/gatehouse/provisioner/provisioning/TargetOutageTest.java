package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.postgresql.Databases;
import dev.gatehouse.local.postgresql.EmbeddedPostgresql;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stacks lie on goes away in mid-work, and nothing else does. */
@QuarkusTest
@RealParts
class TargetOutageTest {
    private static final String TARGET = "leaving-postgresql";
    private static final List<String> ENVIRONMENTS = List.of("outage");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    Parts parts;

    @Inject
    MeterRegistry meters;

    @TempDir
    Path home;

    private EmbeddedPostgresql server;

    @BeforeEach
    void startTarget() {
        Path binaries = RepositoryRoot.find().resolve("deploy/local/target/postgresql");
        server = new EmbeddedPostgresql(home, binaries, Loopback.freePort(), "superuser");
        server.start();
        new Databases(server).ensureTargetRole("leaving", "leaving");
        Registry.put(parts, TARGET, "postgresql", Map.of("host", Loopback.HOST, "port", server.port()), ENVIRONMENTS);
    }

    /** Whoever looks at all targets afterwards must not wait for one that is gone for good. */
    @AfterEach
    void stopTarget() throws SQLException {
        server.close();
        try (Connection connection = parts.connection();
                PreparedStatement delete = connection.prepareStatement("delete from target where name = ?")) {
            delete.setString(1, TARGET);
            assertThat(delete.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void aTargetThatGoesInMidWorkIsWaitedForAndNothingHappensTwice() throws SQLException {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("two-on-one@1.0.0");
        Events.component(release, "first", "postgresql");
        Events.component(release, "second", "postgresql", "first");
        ObjectNode request = Events.stackRequested("outage", stacks.release(release));
        Events.data(request).put("environment", ENVIRONMENTS.get(0));
        String stack = request.get("subject").asText();

        double failed = brokenOff("apply");
        stopInMidWork(stacks, request, request);
        await().atMost(PATIENCE).until(() -> brokenOff("apply") >= failed + 2);
        server.start();

        stacks.awaitFacts(
                stack, "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
        assertThat(stacks.awaitState(stack, "READY").getList("components.target"))
                .containsExactly(TARGET, TARGET);
        assertThat(count("select count(*) from pg_database where datname like '%' || ?", stack))
                .isEqualTo(2);
        assertThat(count("select count(*) from pg_roles where rolname like '%' || ? || '_owner'", stack))
                .isEqualTo(2);

        double kept = brokenOff("destroy");
        stopInMidWork(stacks, request, Events.deletionRequested(request, 2, 2));
        await().atMost(PATIENCE).until(() -> brokenOff("destroy") >= kept + 2);
        server.start();

        stacks.awaitFacts(
                stack,
                "ProvisioningStarted",
                "ComponentProvisioned",
                "ComponentProvisioned",
                "StackProvisioned",
                "ComponentDestroyed",
                "ComponentDestroyed",
                "StackDeleted");
        assertThat(count("select count(*) from pg_database where datname like '%' || ?", stack))
                .isZero();
        assertThat(count("select count(*) from pg_roles where rolname like '%' || ? || '%'", stack))
                .isZero();
    }

    /** Holds the engine at the second database by the lock that it takes for it, and stops the server then. */
    private void stopInMidWork(Stacks stacks, ObjectNode request, ObjectNode order) throws SQLException {
        String database = Events.data(request).get("namespace").asText().replace('-', '_') + "_second_"
                + request.get("subject").asText().substring(0, 8);
        try (Connection holder = server.superuser("postgres");
                PreparedStatement lock =
                        holder.prepareStatement("select pg_advisory_lock(hashtextextended('gatehouse/' || ?, 0))")) {
            lock.setString(1, database);
            lock.execute();
            stacks.request(order);
            await().atMost(PATIENCE)
                    .until(() -> count(
                                    "select count(*) from pg_locks where locktype = 'advisory' and not granted and ? <> ''",
                                    "anybody!")
                            == 1);
            server.stop();
        }
    }

    /** How many runs ended by something that passes. */
    private double brokenOff(String verb) {
        return meters.timer("gatehouse.provisioner.engine." + verb, "kind", "postgresql", "outcome", "transient")
                .count();
    }

    private long count(String query, String stack) throws SQLException {
        try (Connection superuser = server.superuser("postgres");
                PreparedStatement statement = superuser.prepareStatement(query)) {
            statement.setString(1, stack.substring(0, 8));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
