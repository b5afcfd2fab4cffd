package dev.gatehouse.messaging.note.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventHandler;
import dev.gatehouse.messaging.inbox.Inbox;
import dev.gatehouse.messaging.inbox.Ordering;
import dev.gatehouse.messaging.note.Applied;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
public class EveryFacts implements EventHandler {
    private final Inbox inbox;
    private final Applied applied;

    public EveryFacts(Inbox inbox, Applied applied) {
        this.inbox = inbox;
        this.applied = applied;
    }

    @Incoming("every")
    Uni<Void> receive(ConsumerRecord<String, byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return "test.every.v1";
    }

    @Override
    public Ordering ordering() {
        return Ordering.EVERY;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Event event) {
        return applied.write(session, topic(), event);
    }
}
