package dev.gatehouse.provisioner.drift;

import dev.gatehouse.provisioner.drift.model.Drift;
import dev.gatehouse.provisioner.drift.model.StackDrift;
import io.smallrye.mutiny.Uni;
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

    /** Locks the stack's latest operation, if it has ended, until the transaction ends. */
    Uni<Boolean> lock(Mutiny.Session session, String stackId);

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
