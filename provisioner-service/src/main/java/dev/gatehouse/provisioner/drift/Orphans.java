package dev.gatehouse.provisioner.drift;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.provisioner.drift.model.Orphan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Looking up what was reported to belong to no stack. */
@ApplicationScoped
public class Orphans {
    private final UnitOfWork work;
    private final OrphanRecords records;

    public Orphans(UnitOfWork work, OrphanRecords records) {
        this.work = work;
        this.records = records;
    }

    /** At most {@code limit} orphans, those after a number. */
    public Uni<List<Orphan>> list(long after, int limit) {
        return work.read(session -> records.list(session, after, limit));
    }
}
