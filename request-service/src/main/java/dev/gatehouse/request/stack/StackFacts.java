package dev.gatehouse.request.stack;

import dev.gatehouse.request.stack.model.Stack;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;

/** Moves stacks by what other services told, and keeps it on the timeline, in the caller's transaction. */
@ApplicationScoped
public class StackFacts {
    private final StackStore store;
    private final StackChronicle chronicle;

    StackFacts(StackStore store, StackChronicle chronicle) {
        this.store = store;
        this.chronicle = chronicle;
    }

    /**
     * Applies a fact.
     *
     * @param move what the fact makes of the stack; empty where it only belongs on the timeline
     * @return false where there is no such stack; then nothing is written
     */
    public Uni<Boolean> apply(Mutiny.Session session, UUID id, StackFact fact, Optional<UnaryOperator<Stack>> move) {
        return store.lock(session, id).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            Stack stack = found.get();
            Uni<Void> moved = move.isPresent()
                    ? store.update(session, move.get().apply(stack))
                    : Uni.createFrom().voidItem();
            return moved.chain(() -> chronicle.record(session, id, fact)).replaceWith(true);
        });
    }
}
