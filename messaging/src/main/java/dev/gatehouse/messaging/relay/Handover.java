package dev.gatehouse.messaging.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a gained shard may be served. A relay that vanished may still have records on their way to Kafka; were
 * its shards served at once, such a record could arrive after newer ones of its aggregate and become the last word on
 * a compacted topic. So shards gained after a relay vanished rest for as long as a record can be on its way. Shards
 * that were given back in order, that this relay had before, or that it finds free when its process starts do not.
 *
 * <p>One instance lives as long as its relay, across connections.
 */
final class Handover {
    private final InstantSource clock;
    private final Duration rest;
    private final Map<Integer, Instant> servedFrom = new HashMap<>();
    private BitSet before = new BitSet();
    private int members;
    private @Nullable Instant vanished;

    Handover(InstantSource clock, Duration rest) {
        this.clock = clock;
        this.rest = rest;
    }

    /** The connection was lost: who else vanished meanwhile cannot be known. */
    void reconnecting() {
        if (members > 0) {
            vanished = clock.instant();
        }
    }

    /** Tells what the relay owns now, and how many relays there are. */
    void balanced(BitSet owned, int membersNow) {
        Instant now = clock.instant();
        if (membersNow < members) {
            vanished = now;
        }
        boolean risky = vanished != null && now.isBefore(vanished.plus(rest));
        owned.stream()
                .filter(shard -> !before.get(shard))
                .forEach(shard -> servedFrom.put(shard, risky ? now.plus(rest) : now));
        before = (BitSet) owned.clone();
        members = membersNow;
    }

    Short[] servable() {
        Instant now = clock.instant();
        return before.stream()
                .filter(shard -> !now.isBefore(servedFrom.getOrDefault(shard, now)))
                .mapToObj(shard -> (short) shard)
                .toArray(Short[]::new);
    }
}
