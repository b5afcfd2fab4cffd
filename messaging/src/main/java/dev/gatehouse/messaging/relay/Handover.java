package dev.gatehouse.messaging.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What must not be sent yet after shards changed hands. Their former relay may have lost its database only, and still
 * have records on their way; sent again and followed by newer ones, such a record would arrive last. Where facts are
 * kept it is a duplicate, which consumers drop by its sequence number. On a compacted topic it would become the last
 * word on its aggregate for whoever reads the topic from its beginning. So there an aggregate rests for as long as a
 * record can be on its way, if one of its rows waited when the shard was gained: what has left the table has arrived,
 * and what enters it later the former relay never saw.
 *
 * <p>This needs no knowledge of how the former relay ended, so a process that has just started keeps to it as well. A
 * workflow start needs no rest: one too many finds its operation finished.
 */
final class Handover {
    private final InstantSource clock;
    private final Duration rest;
    private final Set<String> compacted;
    private final Map<OutboxRow.Lane, Instant> servedFrom = new HashMap<>();

    /** @param compacted the destinations of which only the newest record of an aggregate is kept */
    Handover(InstantSource clock, Duration rest, Set<String> compacted) {
        this.clock = clock;
        this.rest = rest;
        this.compacted = Set.copyOf(compacted);
    }

    /** To be told of shards right after they were gained, before any of their rows is read. */
    void gained(BitSet shards, OutboxTable outbox) throws SQLException {
        if (shards.isEmpty() || compacted.isEmpty()) {
            return;
        }
        Set<OutboxRow.Lane> waiting = outbox.lanes(shards, compacted);
        Instant until = clock.instant().plus(rest);
        waiting.forEach(lane -> servedFrom.put(lane, until));
    }

    /** The lanes that must not be served now. */
    Set<OutboxRow.Lane> resting() {
        Instant now = clock.instant();
        servedFrom.values().removeIf(from -> !now.isBefore(from));
        return Set.copyOf(servedFrom.keySet());
    }
}
