package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells what this service decided about stacks: to everybody by the outbox, and on the stack's own timeline. */
@ApplicationScoped
class StackNews {
    private static final String SOURCE = "/request-service";
    private static final String TOPIC = "request.stack.v1";

    private final StackChronicle chronicle;
    private final Outbox outbox;

    StackNews(StackChronicle chronicle, Outbox outbox) {
        this.chronicle = chronicle;
        this.outbox = outbox;
    }

    /** Tells a fact in the caller's transaction. The caller holds the stack's lock. */
    Uni<Void> tell(Mutiny.Session session, UUID stack, String type, Instant time, Object fact) {
        OutgoingEvent event = OutgoingEvent.of(TOPIC, type, stack.toString(), fact);
        return chronicle
                .record(session, stack, new StackFact(event.id().toString(), SOURCE, type, time, fact))
                .chain(() -> outbox.publish(session, event))
                .replaceWithVoid();
    }
}
