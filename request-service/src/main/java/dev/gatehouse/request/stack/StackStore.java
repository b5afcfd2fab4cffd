package dev.gatehouse.request.stack;

import dev.gatehouse.request.stack.model.Stack;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Where stacks are kept. All methods work in the caller's session. */
public interface StackStore {

    /**
     * Adds a stack; fails with a {@code Refusal} where its name is taken in the team, or its namespace anywhere. The
     * transaction is then of no more use.
     */
    Uni<Void> add(Mutiny.Session session, Stack stack);

    /** Fails as {@link #add} would at this moment, and adds nothing. */
    Uni<Void> mustBeFree(Mutiny.Session session, Stack stack);

    Uni<Optional<Stack>> find(Mutiny.Session session, UUID id);

    /** Reads a stack and keeps others from changing it, or its timeline, until the end of the transaction. */
    Uni<Optional<Stack>> lock(Mutiny.Session session, UUID id);

    /** Writes back a stack that the caller holds by {@link #lock}. */
    Uni<Void> update(Mutiny.Session session, Stack stack);

    /** Stacks, the newest first. */
    Uni<List<Stack>> list(Mutiny.Session session, Page page);

    /**
     * Which stacks.
     *
     * @param teams only these teams' stacks; null for all
     * @param deleted those that are gone as well
     * @param after continue after this one; null from the start
     * @param limit at most so many
     */
    record Page(
            @Nullable Set<String> teams,
            boolean deleted,
            @Nullable Position after,
            int limit) {}

    /** A stack's place in the list. */
    record Position(Instant requestedAt, UUID id) {}
}
