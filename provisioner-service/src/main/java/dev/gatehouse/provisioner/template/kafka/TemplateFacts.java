package dev.gatehouse.provisioner.template.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.messaging.inbox.EventHandler;
import dev.gatehouse.messaging.inbox.Inbox;
import dev.gatehouse.messaging.inbox.Ordering;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.provisioner.template.Releases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps every release that request-service tells of. */
@ApplicationScoped
class TemplateFacts implements EventHandler {
    /** The executable part of a release (design, section 3). */
    private static final int MAX_BYTES = 512 * 1024;

    private final Inbox inbox;
    private final Releases releases;

    TemplateFacts(Inbox inbox, Releases releases) {
        this.inbox = inbox;
        this.releases = releases;
    }

    @Incoming("request-template")
    Uni<Void> receive(ConsumerRecord<String, byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return "request.template.v1";
    }

    @Override
    public Ordering ordering() {
        return Ordering.LATEST;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Event event) {
        if (!event.type().equals(TemplateReleased.TYPE)) {
            return Uni.createFrom().voidItem();
        }
        if (event.rawData().length > MAX_BYTES) {
            throw new RejectedEvent("a release holds at most " + MAX_BYTES + " bytes");
        }
        return releases.keep(
                session, EventData.read(event, TemplateReleased.class).release());
    }
}
