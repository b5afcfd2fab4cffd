package dev.gatehouse.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Handover handover = new Handover(() -> now, Duration.ofSeconds(20));

    @Test
    void shardsFoundFreeAtStartAreServedAtOnce() {
        handover.balanced(shards(0, 16), 1);

        assertThat(handover.servable()).hasSize(16);
    }

    @Test
    void shardsGivenBackInOrderAreServedAtOnce() {
        handover.balanced(shards(0, 0), 2);
        handover.balanced(shards(8, 16), 2);

        assertThat(handover.servable()).hasSize(8);
    }

    @Test
    void shardsOfVanishedRelayRestWhileItsRecordsMayBeOnTheirWay() {
        handover.balanced(shards(0, 8), 2);
        handover.balanced(shards(0, 16), 1);
        assertThat(handover.servable()).containsExactly(new Short[] {0, 1, 2, 3, 4, 5, 6, 7});

        now = now.plusSeconds(19);
        handover.balanced(shards(0, 16), 1);
        assertThat(handover.servable()).hasSize(8);

        now = now.plusSeconds(1);
        assertThat(handover.servable()).hasSize(16);
    }

    @Test
    void afterLostConnectionOnlyForeignShardsRest() {
        handover.balanced(shards(0, 8), 2);
        handover.reconnecting();
        handover.balanced(shards(4, 12), 2);

        assertThat(handover.servable()).containsExactly(new Short[] {4, 5, 6, 7});
    }

    @Test
    void firstConnectionThatComesLateIsStillTheFirst() {
        handover.reconnecting();
        handover.balanced(shards(0, 16), 1);

        assertThat(handover.servable()).hasSize(16);
    }

    private static BitSet shards(int from, int to) {
        BitSet shards = new BitSet();
        shards.set(from, to);
        return shards;
    }
}
