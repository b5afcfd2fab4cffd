package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.event.Event;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a service does with the events of one topic. Implementations are CDI beans, one per consumed topic. */
public interface EventHandler {

    /** The topic whose events come here; dead letters are replayed to the handler of their topic. */
    String topic();

    /** How duplicates and order are judged. */
    Ordering ordering();

    /**
     * Applies one event inside the inbox's transaction: state changes and outbox rows through {@code session}, nothing
     * else, and nothing long. The event's high-water mark moves in the same transaction. An event type that this
     * consumer does not read is ignored by completing; an event that can never be applied fails with
     * {@link RejectedEvent} and becomes a dead letter; any other failure is retried.
     */
    Uni<Void> handle(Mutiny.Session session, Event event);
}
