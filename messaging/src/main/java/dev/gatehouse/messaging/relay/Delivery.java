package dev.gatehouse.messaging.relay;

import java.time.Duration;
import java.util.List;

/** The far end of a relay: Kafka or Temporal. Called by one thread at a time. */
public interface Delivery {
    /**
     * The longest time that a row can be on its way: later than this after {@link #deliver} was called nothing of it
     * arrives any more, even if the process that called it has lost its shards.
     */
    Duration LONGEST_JOURNEY = Duration.ofSeconds(20);

    /**
     * Delivers rows, keeping the order among rows of the same destination and aggregate; after a row that failed no
     * later row of its aggregate is delivered. Blocks until the fate of every attempted row is known, for less
     * than a minute, and throws nothing for a far end that is away. A row may be delivered again after a crash: the receiver
     * recognises it.
     *
     * @param rows in the order of their positions
     */
    DeliveryReport deliver(List<OutboxRow> rows);
}
