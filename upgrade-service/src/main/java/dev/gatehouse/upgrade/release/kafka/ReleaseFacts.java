package dev.gatehouse.upgrade.release.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.messaging.inbox.EventHandler;
import dev.gatehouse.messaging.inbox.Inbox;
import dev.gatehouse.messaging.inbox.Ordering;
import dev.gatehouse.upgrade.release.Release;
import dev.gatehouse.upgrade.release.Releases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

/** Learns from request-service which releases there are. */
@ApplicationScoped
class ReleaseFacts implements EventHandler {
    private final Inbox inbox;
    private final Releases releases;

    ReleaseFacts(Inbox inbox, Releases releases) {
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
        return event.type().equals(TemplateReleased.TYPE)
                ? releases.remember(session, release(event))
                : Uni.createFrom().voidItem();
    }

    private static Release release(Event event) {
        TemplateReleased fact = EventData.read(event, TemplateReleased.class);
        return new Release(
                fact.name(),
                fact.version(),
                fact.owner(),
                fact.digest(),
                event.data().toString(),
                fact.releasedAt());
    }
}
