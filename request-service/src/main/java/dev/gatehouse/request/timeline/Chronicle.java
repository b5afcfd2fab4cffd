package dev.gatehouse.request.timeline;

import dev.gatehouse.messaging.transaction.AfterCommit;
import dev.gatehouse.request.stack.StackChronicle;
import dev.gatehouse.request.stack.StackFact;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The stacks' chronicle is their timeline. */
@ApplicationScoped
class Chronicle implements StackChronicle {
    private final TimelineStore store;
    private final AfterCommit afterCommit;
    private final Wakes wakes;

    Chronicle(TimelineStore store, AfterCommit afterCommit, Wakes wakes) {
        this.store = store;
        this.afterCommit = afterCommit;
        this.wakes = wakes;
    }

    @Override
    public Uni<Void> record(Mutiny.Session session, UUID stack, StackFact fact) {
        return store.append(session, stack, fact).invoke(() -> afterCommit.run(session, () -> wakes.wake(stack)));
    }
}
