package dev.gatehouse.request.timeline.persistence;

import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.stack.StackFact;
import dev.gatehouse.request.timeline.TimelineStore;
import dev.gatehouse.request.timeline.model.TimelineEntry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** {@link TimelineStore} in PostgreSQL. */
@ApplicationScoped
class SqlTimelineStore implements TimelineStore {
    private static final String APPEND = """
            insert into timeline_entry (stack_id, position, event_id, source, type, time, data)
            select cast(:stack as uuid), coalesce(max(position), 0) + 1, cast(:event as text), cast(:source as text),
                cast(:type as text), cast(:time as timestamptz), cast(:data as text)
            from timeline_entry where stack_id = :stack""";
    private static final String AFTER =
            "from TimelineRow where stackId = :stack and position > :position order by position";

    @Override
    public Uni<Void> append(Mutiny.Session session, UUID stack, StackFact fact) {
        return session.createNativeQuery(APPEND)
                .setParameter("stack", stack)
                .setParameter("event", fact.eventId())
                .setParameter("source", fact.source())
                .setParameter("type", fact.type())
                .setParameter("time", fact.time())
                .setParameter("data", JsonText.write(fact.data()))
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<List<TimelineEntry>> after(Mutiny.Session session, UUID stack, long position, int limit) {
        return session.createSelectionQuery(AFTER, TimelineRow.class)
                .setParameter("stack", stack)
                .setParameter("position", position)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(TimelineRow::entry).toList());
    }
}
