package dev.gatehouse.upgrade.stack.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.messaging.inbox.EventHandler;
import dev.gatehouse.messaging.inbox.Inbox;
import dev.gatehouse.messaging.inbox.Ordering;
import dev.gatehouse.upgrade.stack.StackFacts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

/** Learns from request-service who owns a stack and what was asked for. */
@ApplicationScoped
class RequestFacts implements EventHandler {
    private final Inbox inbox;
    private final StackFacts facts;

    RequestFacts(Inbox inbox, StackFacts facts) {
        this.inbox = inbox;
        this.facts = facts;
    }

    @Incoming("request-stack")
    Uni<Void> receive(ConsumerRecord<String, byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return "request.stack.v1";
    }

    @Override
    public Ordering ordering() {
        return Ordering.EVERY;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Event event) {
        if (!event.type().equals(StackRequested.TYPE)) {
            return Uni.createFrom().voidItem();
        }
        StackRequested fact = EventData.read(event, StackRequested.class);
        Subject.mustBe(fact.stackId(), event);
        return facts.requested(session, fact.request());
    }
}
