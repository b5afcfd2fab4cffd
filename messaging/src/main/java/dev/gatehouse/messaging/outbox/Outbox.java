package dev.gatehouse.messaging.outbox;

import dev.gatehouse.messaging.event.OutgoingEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Tells facts and starts workflows in the caller's transaction: a rollback leaves no row behind, a commit is delivered
 * at least once and in order per aggregate.
 */
@ApplicationScoped
public class Outbox {

    /**
     * Adds a fact to the caller's transaction and gives it the aggregate's next sequence number.
     *
     * @return true if the fact is new; false if a fact with this id was told before (then nothing is written and no
     *     sequence number is used)
     */
    public Uni<Boolean> publish(Mutiny.Session session, OutgoingEvent event) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds the start of a workflow to the caller's transaction. A workflow that runs already under this id counts as
     * started; a closed one is started again, so the caller asks only for what its own rows call unfinished.
     */
    public Uni<Void> start(Mutiny.Session session, WorkflowStart start) {
        throw new UnsupportedOperationException();
    }
}
