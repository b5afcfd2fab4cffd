package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.stack.model.Stack;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a team decides about its stack and no operation has to carry out. */
@ApplicationScoped
public class StackSettings {
    private final OwnedStacks stacks;
    private final StackStore store;
    private final StackNews news;
    private final UnitOfWork work;

    StackSettings(OwnedStacks stacks, StackStore store, StackNews news, UnitOfWork work) {
        this.stacks = stacks;
        this.store = store;
        this.news = news;
        this.work = work;
    }

    /** Protects a stack from deletion, or lifts the protection; what is so already is not told again. */
    public Uni<Stack> protect(Caller caller, UUID id, boolean wanted, @Nullable Integer generation) {
        return work.run(session -> stacks.lock(session, caller, id, generation)
                .chain(stack -> stack.deletionProtected() == wanted
                        ? Uni.createFrom().item(stack)
                        : change(session, stack.withDeletionProtection(wanted), caller)));
    }

    private Uni<Stack> change(Mutiny.Session session, Stack stack, Caller caller) {
        DeletionProtectionChanged fact = new DeletionProtectionChanged(
                stack.origin().id(),
                stack.deletionProtected(),
                caller.name(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        return store.update(session, stack)
                .chain(() -> news.tell(session, fact.stackId(), DeletionProtectionChanged.TYPE, fact.changedAt(), fact))
                .replaceWith(stack);
    }
}
