package dev.gatehouse.provisioner.drift;

import dev.gatehouse.provisioner.drift.model.Orphan;
import dev.gatehouse.provisioner.engine.MarkedResource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** What was found on targets and belongs to no stack. All methods work in the caller's session. */
public interface OrphanRecords {
    int MOST = 1_000;

    /** Takes one of these targets whose inventory is due; nobody else gets it before {@code next}. */
    Uni<Optional<String>> claim(Mutiny.Session session, Set<String> targets, Instant now, Instant next);

    /**
     * Notes which of the things that an engine has just found on a target belong to no stack: none that is known and not
     * deleted has the id that they name. What was noted before and is not among them any more is forgotten. Of a kind and
     * target at most {@value #MOST} are noted, those that were noted before first.
     *
     * @return how many were left out
     */
    Uni<Long> note(Mutiny.Session session, String target, String kind, List<MarkedResource> found, Instant now);

    /** Reports what at least two sweeps found, and what was found first so long ago; answers what is reported now. */
    Uni<List<Orphan>> report(Mutiny.Session session, String target, Duration grace, Instant now);

    /** At most {@code limit} reported ones, those after a number. */
    Uni<List<Orphan>> list(Mutiny.Session session, long after, int limit);

    /** How many of a kind are reported on a target. */
    record Count(String target, String kind, long orphans) {}

    Uni<List<Count>> count(Mutiny.Session session);
}
