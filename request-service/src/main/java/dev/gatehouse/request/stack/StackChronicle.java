package dev.gatehouse.request.stack;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps what happened to stacks, in order. */
public interface StackChronicle {

    /**
     * Adds a fact at the stack's next position, and tells those who watch the stack once the transaction has committed.
     * The caller holds the stack's lock, or has just added the stack.
     */
    Uni<Void> record(Mutiny.Session session, UUID stack, StackFact fact);
}
