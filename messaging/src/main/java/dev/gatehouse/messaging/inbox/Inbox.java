package dev.gatehouse.messaging.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The receiving end: high-water mark, state change and outbox rows in one transaction, then the acknowledgement.
 * A service's {@code @Incoming} method does nothing but call {@link #receive}.
 */
@ApplicationScoped
public class Inbox {

    /**
     * Takes one record to its handler. Completes when the record may be acknowledged: applied, dropped as a duplicate,
     * kept behind a gap, or stored as a dead letter. While the database is away it retries and does not complete.
     */
    public Uni<Void> receive(EventHandler handler, ConsumerRecord<String, byte[]> message) {
        throw new UnsupportedOperationException();
    }
}
