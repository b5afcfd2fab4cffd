package dev.gatehouse.provisioner.drift;

import dev.gatehouse.provisioner.drift.model.Drift;
import dev.gatehouse.provisioner.drift.model.StackDrift;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** Open drift and what was told of it. All methods work in the caller's session. */
public interface DriftRecords {

    Uni<StackDrift> find(Mutiny.Session session, String stackId);

    /** Replaces what was known of the stack. */
    Uni<Void> put(Mutiny.Session session, StackDrift drift);

    /**
     * A stack with drift of components that do not exist any more.
     *
     * @param gone whether nothing of the stack exists any more
     */
    record Outlived(String stackId, boolean gone, List<String> components) {}

    /** Some stacks with such drift whose operations have all ended. */
    Uni<List<Outlived>> outlived(Mutiny.Session session, int limit);

    /**
     * A stack with a component that is to be repaired and that nobody looks at, since it does not stand: an operation that
     * was to make it again failed, or a deletion was cancelled that had removed some of it.
     *
     * @param generation of the latest operation that ended ready
     */
    record Waiting(String stackId, int generation, int operationNumber) {}

    /** Some such stacks for which a repair may be asked for again, after one; those that are still to be deleted are none. */
    Uni<List<Waiting>> waiting(Mutiny.Session session, Instant now, String after, int limit);

    /** Forgets how often repairs were asked for where nothing has drifted since {@code before}. */
    Uni<Void> forgetAsked(Mutiny.Session session, Instant before);

    /** Locks the stack's latest operation, if it has ended, until the transaction ends. */
    Uni<Boolean> lock(Mutiny.Session session, String stackId);

    /** The same, if the latest operation is the one with this number. */
    Uni<Boolean> lock(Mutiny.Session session, String stackId, int number);

    /** Forgets all drift of a stack that exists no more. */
    Uni<Void> forget(Mutiny.Session session, String stackId);

    /** Where a list goes on. */
    record Place(String stackId, String component) {
        public static final Place START = new Place("", "");
    }

    /**
     * Open drift by stack and component, after a place.
     *
     * @param teams only theirs; empty: everybody's
     * @param stackId only this stack's
     */
    Uni<List<Drift>> list(
            Mutiny.Session session, Optional<Set<String>> teams, Optional<String> stackId, Place after, int limit);

    /** How many components have drifted, by their policy's label. */
    Uni<Map<String, Long>> countByPolicy(Mutiny.Session session);
}
