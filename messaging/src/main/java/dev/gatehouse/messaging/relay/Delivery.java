package dev.gatehouse.messaging.relay;

import java.util.List;

/** The far end of a relay: Kafka or Temporal. Called by one thread at a time. */
public interface Delivery {

    /**
     * Delivers rows, keeping the order among rows of the same destination and aggregate; after a row that failed no
     * later row of its aggregate is delivered. Blocks until the fate of every attempted row is known, for a bounded
     * time, and throws nothing for a far end that is away. A row may be delivered again after a crash: the receiver
     * recognises it.
     *
     * @param rows in the order of their positions
     */
    DeliveryReport deliver(List<OutboxRow> rows);
}
