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
import org.hibernate.reactive.mutiny.Mutiny;

/** Registering and looking up targets. */
@ApplicationScoped
public class Targets {
    private final UnitOfWork work;
    private final TargetRecords records;
    private final TargetUse use;
    private final Outbox outbox;

    public Targets(UnitOfWork work, TargetRecords records, TargetUse use, Outbox outbox) {
        this.work = work;
        this.records = records;
        this.use = use;
        this.outbox = outbox;
    }

    /**
     * Stores a target that keeps the rules, and tells of it in the same transaction. Fails with {@link TargetInUse} if it
     * would move a target on which components lie.
     */
    public Uni<Target> register(Target target) {
        OutgoingEvent registered = OutgoingEvent.of(
                TargetRegistered.TOPIC, TargetRegistered.TYPE, target.name(), TargetRegistered.of(target));
        return work.run(session -> refuseMove(session, target)
                .chain(() -> records.put(session, target))
                .chain(() -> outbox.publish(session, registered))
                .replaceWith(target));
    }

    public Uni<Optional<Target>> find(String name) {
        return work.read(session -> records.find(session, name));
    }

    public Uni<List<Target>> list(String after, int limit) {
        return work.read(session -> records.list(session, after, limit));
    }

    private Uni<Void> refuseMove(Mutiny.Session session, Target target) {
        return records.find(session, target.name())
                .chain(known -> known.isEmpty() || samePlace(known.get(), target)
                        ? Uni.createFrom().item(false)
                        : use.inUse(session, target.name()))
                .invoke(moved -> {
                    if (moved) {
                        throw new TargetInUse(target.name());
                    }
                })
                .replaceWithVoid();
    }

    private static boolean samePlace(Target one, Target other) {
        return one.kind().equals(other.kind()) && one.address().equals(other.address());
    }
}
