package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/** Which of the unfinished operations are taken for lost. */
@QuarkusTest
@RealParts
class ReconciliationTest {
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant NEVER = START.minusSeconds(1);

    Parts parts;

    @Inject
    BlockingBridge bridge;

    @Inject
    ProvisioningRecords records;

    /** In one transaction, so that the service's own reconciliation does not see these times. */
    @Test
    void whatWaitsInTheLineOfOneThatMovesIsStartedAgainOnlyAfterALongTime() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("line-" + UUID.randomUUID() + "@1.0.0");
        Events.component(release, "only", "scripted");
        String first = accepted(stacks, release, "first");
        String second = accepted(stacks, release, "second");

        Claims seen = bridge.inTransaction(session -> times(session, first, 0, 30)
                .chain(() -> times(session, second, 10, 10))
                .chain(() -> claim(session, NEVER))
                .chain(whileTheFirstMoves -> claim(session, START.plusSeconds(15))
                        .chain(afterLong -> times(session, second, 10, 10)
                                .chain(() -> times(session, first, 0, 0))
                                .chain(() -> claim(session, NEVER))
                                .map(whenNothingMoves ->
                                        new Claims(whileTheFirstMoves, afterLong, whenNothingMoves)))));
        assertThat(seen.whileTheFirstMoves()).doesNotContain(first, second);
        assertThat(seen.afterLong()).contains(second).doesNotContain(first);
        assertThat(seen.whenNothingMoves()).contains(first, second);

        stacks.release(release);
        stacks.awaitState(first, "READY");
        stacks.awaitState(second, "READY");
    }

    private record Claims(List<String> whileTheFirstMoves, List<String> afterLong, List<String> whenNothingMoves) {}

    private static String accepted(Stacks stacks, ObjectNode release, String name) {
        String stack = stacks.request(
                Events.stackRequested(name, release.get("subject").asText()));
        stacks.awaitState(stack, "ACCEPTED");
        return stack;
    }

    private Uni<List<String>> claim(Mutiny.Session session, Instant longSince) {
        return records.claimUnfinished(session, START.plusSeconds(20), longSince, Instant.now(), 200)
                .map(claimed -> claimed.stream()
                        .map(Provisioning::order)
                        .map(order -> order.stackId())
                        .toList());
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
