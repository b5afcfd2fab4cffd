package dev.gatehouse.request.timeline.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.stack.StackFact;
import dev.gatehouse.request.timeline.TimelineStore;
import dev.gatehouse.request.timeline.model.TimelineEntry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** {@link TimelineStore} in PostgreSQL. */
@ApplicationScoped
class SqlTimelineStore implements TimelineStore {
    private static final DirectStatement APPEND = new DirectStatement("""
            insert into timeline_entry (stack_id, position, event_id, source, type, time, data)
            select cast($1 as uuid), coalesce(max(position), 0) + 1, $2, $3, $4, cast($5 as timestamptz), $6
            from timeline_entry where stack_id = $7""");
    private static final String AFTER =
            "from TimelineRow where stackId = :stack and position > :position order by position";

    @Override
    public Uni<Void> append(Mutiny.Session session, UUID stack, StackFact fact) {
        return APPEND.update(
                        session,
                        stack,
                        fact.eventId(),
                        fact.source(),
                        fact.type(),
                        fact.time().atOffset(ZoneOffset.UTC),
                        JsonText.write(fact.data()),
                        stack)
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
