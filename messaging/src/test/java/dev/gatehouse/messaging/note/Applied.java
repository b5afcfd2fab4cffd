package dev.gatehouse.messaging.note;

import com.fasterxml.jackson.core.JsonParseException;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.messaging.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the handlers do: write a row that says what they saw, after which they may fail as the event's data says. */
@ApplicationScoped
public class Applied {
    private final Set<String> cured = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();

    public Uni<Void> write(Mutiny.Session session, String topic, Event event) {
        return session.createNativeQuery("""
                        insert into applied (topic, aggregate, sequence, event_id, text, traceparent)
                        values (:topic, :aggregate, :sequence, :id, :text, :trace)
                        """)
                .setParameter("topic", topic)
                .setParameter("aggregate", event.subject())
                .setParameter("sequence", event.sequence())
                .setParameter("id", event.id())
                .setParameter("text", event.data().path("text").asText())
                .setParameter("trace", TraceParent.current())
                .executeUpdate()
                .chain(() -> end(event));
    }

    private Uni<Void> end(Event event) {
        int turn = tries.computeIfAbsent(event.id(), id -> new AtomicInteger()).incrementAndGet();
        if (!cured.contains(event.id())) {
            if (event.data().has("reject")) {
                return Uni.createFrom()
                        .failure(new RejectedEvent(event.data().path("reject").asText()));
            }
            if (event.data().has("unreadable")) {
                return Uni.createFrom()
                        .failure(new UncheckedIOException(new JsonParseException(null, "a stored document is broken")));
            }
            if (turn <= event.data().path("failures").asInt()) {
                return Uni.createFrom().failure(new IllegalStateException("failed on purpose, try " + turn));
            }
        }
        return Uni.createFrom().voidItem();
    }

    /** From now on the event succeeds, as after a correction of the code. */
    public void cure(String eventId) {
        cured.add(eventId);
    }

    public int tries(String eventId) {
        AtomicInteger count = tries.get(eventId);
        return count == null ? 0 : count.get();
    }
}
