package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that Temporal took for lost is still at work, and makes what another one begins to make as well. */
@QuarkusTest
@RealParts
class RepeatedRunsTest {
    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%progressed_at%'
            """;

    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    Components components;

    @Inject
    ComponentRecords records;

    @Inject
    Operations operations;

    @Inject
    BlockingBridge bridge;

    private Stacks stacks;
    private ObjectNode request;
    private String stack;
    private ObjectNode change;

    @BeforeEach
    void ready() {
        stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("repeated@1.0.0");
        Events.component(release, "first", "scripted").put("size", "${parameters.size}");
        Events.component(release, "second", "scripted", "first").put("size", "${components.first.size}");
        request = Events.stackRequested("repeated", stacks.release(release));
        Events.data(request).set("parameters", size(1));
        stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        change = Events.changeRequested(request, 2, 2, size(2));
    }

    /** Both wait for the operation's row, the one that notes before the one that begins: so they take it in that order. */
    @Test
    void aRunThatBeginsWhileTheFirstOneNotesFindsTheComponentMade() throws Exception {
        try (Connection holder = parts.connection()) {
            CompletableFuture<Void> repeated;
            try (Gate making = engine.hold(stack, "apply", "first")) {
                stacks.request(change);
                making.awaitEngine();
                hold(holder);
            }
            awaitWaiting(1);
            repeated = CompletableFuture.runAsync(() -> components.apply(operation(), "first", doing -> {}));
            awaitWaiting(2);
            holder.rollback();
            repeated.get(30, TimeUnit.SECONDS);
        }

        stacks.awaitOperation(stack, 2, "READY");
        assertThat(stacks.get(stack).getList("components.state")).containsOnly("READY");
        assertThat(engine.calls(stack)).filteredOn("apply first"::equals).hasSize(2);
        assertThat(engine.standing(stack, "second").inputs()).hasToString("{size=2}");
    }

    @Test
    void whatWasNotedInAnAttemptIsNotTouchedInItAgainNeitherMadeNorRestored() {
        Component former = component("first");
        try (Gate making = engine.hold(stack, "apply", "second")) {
            stacks.request(change);
            making.awaitEngine();
            assertThat(touch(false)).isFalse();
            assertThat(component("first").state()).isEqualTo(ComponentState.READY);

            operations.undo(operation(), new Failure(null, "given up", "Try it again."));
            assertThat(touch(true)).isTrue();
            assertThat(component("first").state()).isEqualTo(ComponentState.PENDING);
            assertThat(restored(former)).hasSize(1);
            assertThat(touch(true)).isFalse();
            assertThat(component("first")).isEqualTo(former);
        }

        stacks.awaitOperation(stack, 2, "FAILED");
        assertThat(stacks.get(stack).getList("components.state")).containsOnly("READY");
    }

    private boolean touch(boolean restores) {
        Instant now = Clock.systemUTC().instant();
        return bridge.inTransaction(session -> records.touch(session, operation(), "first", restores, now));
    }

    private Set<Made> restored(Component component) {
        Made made = new Made(operation(), component, true);
        return bridge.inTransaction(session ->
                records.made(session, List.of(made), Clock.systemUTC().instant()));
    }

    private Component component(String name) {
        return bridge.read(session -> records.find(session, stack, name))
                .orElseThrow()
                .component();
    }

    private void hold(Connection holder) throws SQLException {
        holder.setAutoCommit(false);
        String lock = "select from provisioning where operation_id = ? for update";
        try (PreparedStatement statement = holder.prepareStatement(lock)) {
            statement.setString(1, operation().operationId());
            statement.executeQuery();
        }
    }

    private void awaitWaiting(int runs) {
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == runs);
    }

    private int waiting() throws SQLException {
        try (Connection connection = parts.connection();
                ResultSet result = connection.createStatement().executeQuery(WAITING)) {
            result.next();
            return result.getInt(1);
        }
    }

    private Checkpoint operation() {
        return new Checkpoint(stack, Events.data(change).at("/operation/id").asText(), 1);
    }

    private static ObjectNode size(int size) {
        return JsonNodeFactory.instance.objectNode().put("size", size);
    }
}
