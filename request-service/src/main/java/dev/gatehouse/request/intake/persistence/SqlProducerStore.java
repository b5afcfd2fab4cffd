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
    private static final String RECEIVE = """
            insert into intake_receipt (producer, event_id, stack_id, received_at)
            values (:producer, :event, :stack, now())
            on conflict (producer, event_id) do nothing""";

    @Override
    public Uni<Void> put(Mutiny.Session session, Producer producer) {
        return session.merge(ProducerRow.of(producer)).replaceWithVoid();
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
