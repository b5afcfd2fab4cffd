package dev.gatehouse.messaging.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.Database;
import dev.gatehouse.messaging.Topic;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.note.temporal.Noting;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.WorkflowStart;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WorkflowStartTest {
    Parts parts;

    @Inject
    Outbox outbox;

    @Inject
    BlockingBridge bridge;

    @Inject
    WorkflowClient client;

    private final String id = "note/" + UUID.randomUUID();

    @Test
    void committedStartRunsTheWorkflowWithItsInput() {
        start("hello");
        awaitDelivered();

        end();

        assertThat(result()).startsWith("hello ");
    }

    @Test
    void rolledBackStartRunsNothing() {
        assertThatThrownBy(() -> bridge.inTransaction(session -> outbox.start(session, workflow("lost"))
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("injected")))))
                .hasMessage("injected");
        // The same relay delivers this later start, so the first one would have come before it.
        String later = "note/" + UUID.randomUUID();
        bridge.inTransaction(session ->
                outbox.start(session, new WorkflowStart(later, "Noting", Noting.QUEUE, new Noting.Input("later"))));
        await().until(() -> exists(later));

        assertThat(exists(id)).isFalse();
    }

    @Test
    void startOfRunningWorkflowCountsAsStarted() {
        start("first");
        awaitDelivered();
        String run = run();

        start("second");
        awaitDelivered();

        assertThat(run()).isEqualTo(run);
        end();
        assertThat(result()).startsWith("first ");
    }

    @Test
    void closedWorkflowIsStartedAgain() {
        start("first");
        awaitDelivered();
        end();
        assertThat(result()).startsWith("first ");

        start("second");
        awaitDelivered();
        end();

        assertThat(result()).startsWith("second ");
    }

    @Test
    void startWaitsWhileTemporalIsAwayAndFactsGoOn() {
        parts.stopTemporal();
        try {
            bridge.<Void>inTransaction(session -> outbox.start(session, workflow("late"))
                    .chain(() -> outbox.publish(
                            session, OutgoingEvent.of("test.outbox.v1", "dev.gatehouse.test.Noted.v1", id, Map.of())))
                    .replaceWithVoid());

            try (Topic topic = new Topic(parts, "test.outbox.v1")) {
                await().until(() -> topic.records(id).size() == 1);
            }
            assertThat(waiting()).isEqualTo(1);
        } finally {
            parts.startTemporal();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == 0);
        end();
        assertThat(result()).startsWith("late ");
    }

    private void start(String note) {
        bridge.inTransaction(session -> outbox.start(session, workflow(note)));
    }

    private WorkflowStart workflow(String note) {
        return new WorkflowStart(id, "Noting", Noting.QUEUE, new Noting.Input(note));
    }

    private void awaitDelivered() {
        await().until(() -> waiting() == 0);
    }

    private long waiting() {
        return new Database(parts)
                .count("select count(*) from outbox where aggregate = ? and kind = 'workflow-start'", id);
    }

    private boolean exists(String workflow) {
        try {
            client.newUntypedWorkflowStub(workflow).describe();
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private String run() {
        return client.newUntypedWorkflowStub(id).describe().getExecution().getRunId();
    }

    private void end() {
        client.newUntypedWorkflowStub(id).signal("end");
    }

    private String result() {
        WorkflowStub stub = client.newUntypedWorkflowStub(id);
        return stub.getResult(String.class);
    }
}
