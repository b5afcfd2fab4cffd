package dev.gatehouse.provisioner.drift;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.provisioner.drift.DriftRecords.Place;
import dev.gatehouse.provisioner.drift.model.Drift;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looking up which components are not as they were made. */
@ApplicationScoped
public class OpenDrift {
    private final UnitOfWork work;
    private final DriftRecords records;

    public OpenDrift(UnitOfWork work, DriftRecords records) {
        this.work = work;
        this.records = records;
    }

    /**
     * At most {@code limit} components by stack and name, those after a place.
     *
     * @param teams only theirs; empty: everybody's
     * @param stackId only this stack's
     */
    public Uni<List<Drift>> list(Optional<Set<String>> teams, Optional<String> stackId, Place after, int limit) {
        return work.read(session -> records.list(session, teams, stackId, after, limit));
    }
}
