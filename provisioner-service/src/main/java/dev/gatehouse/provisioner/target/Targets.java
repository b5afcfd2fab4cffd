package dev.gatehouse.provisioner.target;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.target.model.TargetRegistered;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Registering and looking up targets. */
@ApplicationScoped
public class Targets {
    private final UnitOfWork work;
    private final TargetRecords records;
    private final Outbox outbox;

    public Targets(UnitOfWork work, TargetRecords records, Outbox outbox) {
        this.work = work;
        this.records = records;
        this.outbox = outbox;
    }

    /** Stores a target that keeps the rules, and tells of it in the same transaction. */
    public Uni<Target> register(Target target) {
        OutgoingEvent registered = OutgoingEvent.of(
                TargetRegistered.TOPIC, TargetRegistered.TYPE, target.name(), TargetRegistered.of(target));
        return work.run(session -> records.put(session, target)
                .chain(() -> outbox.publish(session, registered))
                .replaceWith(target));
    }

    public Uni<Optional<Target>> find(String name) {
        return work.read(session -> records.find(session, name));
    }

    public Uni<List<Target>> list(String after, int limit) {
        return work.read(session -> records.list(session, after, limit));
    }
}
