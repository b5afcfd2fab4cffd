package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.stack.model.Operation.Cancellation;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.StackGate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Cancels operations. What becomes of the stack says whoever carries the operation out, by the operation's end. */
@ApplicationScoped
public class StackCancellations {
    private final OwnedStacks stacks;
    private final StackStore store;
    private final StackNews news;
    private final UnitOfWork work;

    StackCancellations(OwnedStacks stacks, StackStore store, StackNews news, UnitOfWork work) {
        this.stacks = stacks;
        this.store = store;
        this.news = news;
        this.work = work;
    }

    /** Notes and tells, in one transaction, that the operation which holds the stack shall end; the second time nothing. */
    public Uni<Stack> cancel(Caller caller, UUID id) {
        return work.run(session -> stacks.lock(session, caller, id, null).chain(stack -> {
            Stack cancelled =
                    StackGate.cancel(stack, caller.name(), Instant.now().truncatedTo(ChronoUnit.MICROS));
            Cancellation cancellation = cancelled.operation().cancellation();
            return cancelled == stack || cancellation == null
                    ? Uni.createFrom().item(stack)
                    : tell(session, cancelled, OperationCancelRequested.of(cancelled, cancellation));
        }));
    }

    private Uni<Stack> tell(Mutiny.Session session, Stack cancelled, OperationCancelRequested fact) {
        return store.update(session, cancelled)
                .chain(() ->
                        news.tell(session, fact.stackId(), OperationCancelRequested.TYPE, fact.requestedAt(), fact))
                .replaceWith(cancelled);
    }
}
