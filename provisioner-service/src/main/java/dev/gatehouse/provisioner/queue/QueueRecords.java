package dev.gatehouse.provisioner.queue;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is to be done on targets. */
public interface QueueRecords {

    /**
     * What operations at work have still to make, or to remove, on one target.
     *
     * @param targetKind the target's own, for example {@code git}
     * @param components how many, by their kind, for example {@code gitops}; kinds of which nothing waits are left out
     */
    record Queue(String target, String targetKind, Map<String, Long> components) {}

    /** Every registered target, also those where nothing waits. */
    Uni<List<Queue>> queues(Mutiny.Session session);
}
