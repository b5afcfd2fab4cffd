package dev.gatehouse.provisioner.queue;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is to be done on targets. */
public interface QueueRecords {

    /** Components of one kind that operations at work have still to make, or to remove, on one target. */
    record Queue(String target, String kind, long components) {}

    /** Every registered target, also those where nothing waits. */
    Uni<List<Queue>> queues(Mutiny.Session session);
}
