package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.StackGate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Deletes stacks: gives them their deletion as the operation that holds them. Name and namespace stay taken until its end. */
@ApplicationScoped
public class StackDeletions {
    private final OwnedStacks stacks;
    private final StackStore store;
    private final StackNews news;
    private final UnitOfWork work;

    StackDeletions(OwnedStacks stacks, StackStore store, StackNews news, UnitOfWork work) {
        this.stacks = stacks;
        this.store = store;
        this.news = news;
        this.work = work;
    }

    /**
     * Asks for a stack's deletion: the operation and the fact about it are stored in one transaction, or nothing. A stack
     * that is being deleted, or is gone, is answered as it is.
     *
     * @param generation the stack's generation as the caller knows it; null where that does not matter
     */
    public Uni<Stack> delete(Caller caller, UUID id, @Nullable Integer generation) {
        return work.run(session -> stacks.lock(session, caller, id, generation).chain(stack -> {
            Stack deleting =
                    StackGate.delete(stack, UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MICROS));
            return deleting == stack ? Uni.createFrom().item(stack) : take(session, deleting, caller);
        }));
    }

    private Uni<Stack> take(Mutiny.Session session, Stack deleting, Caller caller) {
        StackDeletionRequested fact = StackDeletionRequested.of(deleting, caller.name());
        return store.update(session, deleting)
                .chain(() -> news.tell(session, fact.stackId(), StackDeletionRequested.TYPE, fact.requestedAt(), fact))
                .replaceWith(deleting);
    }
}
