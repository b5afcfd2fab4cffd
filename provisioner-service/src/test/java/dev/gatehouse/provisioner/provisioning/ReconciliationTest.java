package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/** Which of the unfinished operations are started again, and when. */
@QuarkusTest
@RealParts
class ReconciliationTest {
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

    Parts parts;

    @Inject
    BlockingBridge bridge;

    @Inject
    ProvisioningRecords records;

    /** In one transaction, so that the service's own reconciliation does not see these times. */
    @Test
    void whatHasNeitherMovedOnNorBeenStartedForLongIsStartedAgain() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = release();
        String still = accepted(stacks, release, "still");
        String moving = accepted(stacks, release, "moving");
        String started = accepted(stacks, release, "started");

        List<String> claimed = bridge.inTransaction(session -> times(session, still, 0, 10)
                .chain(() -> times(session, moving, 0, 30))
                .chain(() -> times(session, started, 30, 0))
                .chain(() -> records.claimUnfinished(session, START.plusSeconds(20), Instant.now(), 200))
                .map(operations -> operations.stream()
                        .map(Provisioning::order)
                        .map(StackOrder::stackId)
                        .toList()));
        assertThat(claimed).contains(still).doesNotContain(moving, started);

        stacks.release(release);
        List.of(still, moving, started).forEach(stack -> stacks.awaitState(stack, "READY"));
    }

    /** Hundreds of them wait for each other, and each would be started over and over; only a lost Temporal calls for that. */
    @Test
    void whatWaitsIsLeftAloneUntilTemporalHasLostItAndThenItIsStartedWithinSeconds() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = release();
        String waiting = accepted(stacks, release, "waiting");
        // Longer than a round of the reconciliation: the first ones are about earlier tests' Temporal.
        Instant first = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> startedAt(waiting),
                        same -> same.isBefore(Instant.now().minusSeconds(7)));

        parts.restartTemporal();

        await().atMost(Duration.ofSeconds(60)).until(() -> startedAt(waiting).isAfter(first));
        stacks.release(release);
        stacks.awaitState(waiting, "READY");
    }

    /** When it was accepted, or started again last. */
    private Instant startedAt(String stack) {
        return bridge.read(session -> session.createNativeQuery(
                        "select checked_at from provisioning where stack_id = :stack", Instant.class)
                .setParameter("stack", stack)
                .getSingleResult());
    }

    private static ObjectNode release() {
        ObjectNode release = Events.templateReleased("line-" + UUID.randomUUID() + "@1.0.0");
        Events.component(release, "only", "scripted");
        return release;
    }

    private static String accepted(Stacks stacks, ObjectNode release, String name) {
        String stack = stacks.request(
                Events.stackRequested(name, release.get("subject").asText()));
        stacks.awaitState(stack, "ACCEPTED");
        return stack;
    }

    private static Uni<Integer> times(Mutiny.Session session, String stack, int started, int progressed) {
        return session.createNativeQuery("update provisioning set checked_at = :started, progressed_at = :progressed"
                        + " where stack_id = :stack")
                .setParameter("started", START.plusSeconds(started))
                .setParameter("progressed", START.plusSeconds(progressed))
                .setParameter("stack", stack)
                .executeUpdate();
    }
}
