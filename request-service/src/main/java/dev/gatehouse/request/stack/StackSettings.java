package dev.gatehouse.request.stack;

import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.stack.model.Stack;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a team decides about its stack and no operation has to carry out. */
@ApplicationScoped
class StackSettings {
    private final StackStore store;
    private final StackNews news;

    StackSettings(StackStore store, StackNews news) {
        this.store = store;
        this.news = news;
    }

    /**
     * Protects a stack from deletion, or lifts the protection, in the caller's transaction; what is so already is not told
     * again. The caller holds the stack.
     *
     * @param wanted null to leave it as it is
     */
    Uni<Stack> protect(Mutiny.Session session, Caller caller, Stack stack, @Nullable Boolean wanted) {
        return wanted == null || stack.deletionProtected() == wanted
                ? Uni.createFrom().item(stack)
                : change(session, stack.withDeletionProtection(wanted), caller);
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
