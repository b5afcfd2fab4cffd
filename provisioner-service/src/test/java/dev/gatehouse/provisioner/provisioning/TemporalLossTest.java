package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Temporal's state is lost, or a later operation comes, while a component is being made. */
@QuarkusTest
@RealParts
class TemporalLossTest {
    Parts parts;

    @Test
    void aStackInTheMidstOfProvisioningStillBecomesReadyAndNothingHappensTwice() throws SQLException {
        Stacks stacks = new Stacks(parts);
        ObjectNode request = request(stacks, "lost");
        String stack = request.get("subject").asText();
        try (Connection blocker = blocking(request)) {
            stacks.request(request);
            stacks.awaitFacts(stack, "ProvisioningStarted", "ComponentProvisioned");
            awaitBlockedEngine(blocker);
            parts.restartTemporal();
        }
        stacks.awaitFacts(
                stack, "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
        stacks.awaitState(stack, "READY");
        assertThat(count("select count(*) from pg_database where datname like '%' || ?", idPart(stack)))
                .isEqualTo(2);
        assertThat(count("select count(*) from pg_roles where rolname like '%' || ? || '_owner'", idPart(stack)))
                .isEqualTo(2);
    }

    @Test
    void aLaterOperationEndsTheEarlierOne() throws SQLException {
        Stacks stacks = new Stacks(parts);
        ObjectNode first = request(stacks, "overtaken");
        String stack = first.get("subject").asText();
        ObjectNode second = Events.stackRequested("overtaken", "two-databases@1.0.0");
        second.put("subject", stack).put("partitionkey", stack).put("sequence", "2");
        Events.data(second)
                .put("stackId", stack)
                .put("generation", 2)
                .withObject("/operation")
                .put("number", 2);
        try (Connection blocker = blocking(first)) {
            stacks.request(first);
            stacks.awaitFacts(stack, "ProvisioningStarted", "ComponentProvisioned");
            awaitBlockedEngine(blocker);
            stacks.request(second);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(stacks.get(stack).getInt("operation.number"))
                            .isEqualTo(2));
        }
        stacks.awaitState(stack, "READY");
        String earlier = Events.data(first).at("/operation/id").asText();
        assertThat(stacks.facts(stack))
                .filteredOn(fact -> fact.at("/data/operation/id").asText().equals(earlier))
                .extracting(Stacks::type)
                .containsExactly("ProvisioningStarted", "ComponentProvisioned");
        assertThat(stacks.facts(stack))
                .filteredOn(fact -> fact.at("/data/operation/number").asInt() == 2)
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");
    }

    private ObjectNode request(Stacks stacks, String name) {
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased("two-databases@1.0.0");
        Events.component(release, "first", "postgresql");
        Events.component(release, "second", "postgresql", "first");
        Events.output(release, "database", "${components.second.database}");
        return Events.stackRequested(name, stacks.release(release));
    }

    /** Holds the lock that the engine needs for the second component: the engine waits in mid-work. */
    private Connection blocking(ObjectNode request) throws SQLException {
        String namespace = Events.data(request).get("namespace").asText();
        String database = namespace.replace('-', '_') + "_second_"
                + idPart(request.get("subject").asText());
        Connection connection = parts.superuserConnection("postgres");
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_lock(hashtextextended('gatehouse/' || ?, 0))")) {
            lock.setString(1, database);
            lock.execute();
        }
        return connection;
    }

    /** Until somebody waits for the lock that the blocker holds. */
    private void awaitBlockedEngine(Connection blocker) {
        String waiting =
                "select count(*) from pg_locks held join pg_locks waits using (locktype, classid, objid, objsubid)"
                        + " where held.pid = ?::int and held.granted and not waits.granted and locktype = 'advisory'";
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            int pid = blocker.unwrap(PGConnection.class).getBackendPID();
            return count(waiting, Integer.toString(pid)) >= 1;
        });
    }

    private long count(String query, String value) throws SQLException {
        try (Connection superuser = parts.superuserConnection("postgres");
                PreparedStatement statement = superuser.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private static String idPart(String stack) {
        return stack.substring(0, 8);
    }
}
