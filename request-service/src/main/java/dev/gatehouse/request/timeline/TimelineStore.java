package dev.gatehouse.request.timeline;

import dev.gatehouse.request.stack.StackFact;
import dev.gatehouse.request.timeline.model.TimelineEntry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where timelines are kept. */
public interface TimelineStore {

    /** Adds a fact at the stack's next position. The caller sees to it that nobody else adds to this stack meanwhile. */
    Uni<Void> append(Mutiny.Session session, UUID stack, StackFact fact);

    /** Entries after a position, in order. */
    Uni<List<TimelineEntry>> after(Mutiny.Session session, UUID stack, long position, int limit);
}
