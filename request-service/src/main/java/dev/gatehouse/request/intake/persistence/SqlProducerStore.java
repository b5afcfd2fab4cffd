package dev.gatehouse.request.intake.persistence;

import dev.gatehouse.request.intake.ProducerStore;
import dev.gatehouse.request.intake.model.Producer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** {@link ProducerStore} in PostgreSQL. */
@ApplicationScoped
class SqlProducerStore implements ProducerStore {
    /** A row that the statement made has no former version, hence no xmax. */
    private static final String PUT = """
            insert into producer (name, key, teams, registered_by, registered_at)
            values (:name, :key, :teams, :by, :at)
            on conflict (name) do update set key = excluded.key, teams = excluded.teams,
                registered_by = excluded.registered_by, registered_at = excluded.registered_at
            returning xmax = 0""";

    private static final String RECEIVE = """
            insert into intake_receipt (producer, event_id, stack_id, received_at)
            values (:producer, :event, :stack, now())
            on conflict (producer, event_id) do nothing""";

    @Override
    public Uni<Boolean> put(Mutiny.Session session, Producer producer) {
        ProducerRow row = ProducerRow.of(producer);
        return session.createNativeQuery(PUT, Boolean.class)
                .setParameter("name", row.name)
                .setParameter("key", row.key)
                .setParameter("teams", row.teams)
                .setParameter("by", row.registeredBy)
                .setParameter("at", row.registeredAt)
                .getSingleResult();
    }

    @Override
    public Uni<Optional<Producer>> find(Mutiny.Session session, String name) {
        return session.find(ProducerRow.class, name)
                .map(row -> Optional.ofNullable(row).map(ProducerRow::producer));
    }

    @Override
    public Uni<Boolean> receive(Mutiny.Session session, String producer, String eventId, UUID stack) {
        return session.createNativeQuery(RECEIVE)
                .setParameter("producer", producer)
                .setParameter("event", eventId)
                .setParameter("stack", stack)
                .executeUpdate()
                .map(rows -> rows == 1);
    }
}
