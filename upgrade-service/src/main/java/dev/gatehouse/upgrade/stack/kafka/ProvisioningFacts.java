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

/** Learns from provisioner-service which operations have ended well, and which stacks are gone. */
@ApplicationScoped
class ProvisioningFacts implements EventHandler {
    private final Inbox inbox;
    private final StackFacts facts;

    ProvisioningFacts(Inbox inbox, StackFacts facts) {
        this.inbox = inbox;
        this.facts = facts;
    }

    @Incoming("provisioner-stack")
    Uni<Void> receive(ConsumerRecord<String, byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return "provisioner.stack.v1";
    }

    @Override
    public Ordering ordering() {
        return Ordering.EVERY;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Event event) {
        return switch (event.type()) {
            case StackProvisioned.TYPE -> provisioned(session, event);
            case StackDeleted.TYPE -> deleted(session, event);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> provisioned(Mutiny.Session session, Event event) {
        StackProvisioned fact = EventData.read(event, StackProvisioned.class);
        Subject.mustBe(fact.stackId(), event);
        return facts.provisioned(session, fact.stackId(), fact.operation().number(), fact.provisionedAt());
    }

    private Uni<Void> deleted(Mutiny.Session session, Event event) {
        StackDeleted fact = EventData.read(event, StackDeleted.class);
        Subject.mustBe(fact.stackId(), event);
        return facts.deleted(session, fact.stackId(), fact.operation().number(), fact.deletedAt());
    }
}
