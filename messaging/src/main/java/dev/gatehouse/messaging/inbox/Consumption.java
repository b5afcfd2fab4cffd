package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.event.Envelope;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.event.MalformedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/** One event in one transaction: judged, then applied, dropped or parked. */
@ApplicationScoped
class Consumption {
    private final Envelope envelope;
    private final Marks marks;
    private final ParkedEvents parked;

    Consumption(Envelope envelope, Marks marks, ParkedEvents parked) {
        this.envelope = envelope;
        this.marks = marks;
        this.parked = parked;
    }

    /** Reads a record and checks that it has what its handler's ordering needs. */
    Event read(EventHandler handler, ConsumerRecord<String, byte[]> message) throws MalformedEvent {
        Event event = envelope.read(message);
        if (handler.ordering() != Ordering.NONE) {
            if (event.subject().isEmpty()) {
                throw new MalformedEvent("the event has no subject, which names its aggregate");
            }
            if (event.sequence() == 0) {
                throw new MalformedEvent("the event has no sequence, which gives its place in the aggregate");
            }
            if (!StorableText.fits(event.subject())
                    || !StorableText.fits(event.source().toString())) {
                throw new MalformedEvent("subject or source is longer than " + StorableText.NAME
                        + " characters or contains the character NUL");
            }
        }
        return event;
    }

    /** Applies {@code event} if it is its turn, parks it behind a gap, drops it if it is outdated. */
    Uni<Place> apply(
            Mutiny.Session session, EventHandler handler, ConsumerRecord<String, byte[]> message, Event event) {
        Aggregate aggregate = Aggregate.of(handler.topic(), event);
        return marks.judge(session, handler.ordering(), aggregate, event.sequence())
                .call(place -> switch (place.kind()) {
                    case NEXT -> handler.handle(session, event);
                    case BEHIND_GAP -> parked.park(session, aggregate, event.sequence(), message);
                    case DUPLICATE, BURIED -> Uni.createFrom().voidItem();
                });
    }

    /** Applies a parked event whose turn has come and takes it out of the waiting ones. */
    Uni<Place> applyParked(
            Mutiny.Session session, EventHandler handler, ConsumerRecord<String, byte[]> message, Event event) {
        return apply(session, handler, message, event)
                .call(() -> parked.unpark(session, Aggregate.of(handler.topic(), event), event.sequence()));
    }
}
