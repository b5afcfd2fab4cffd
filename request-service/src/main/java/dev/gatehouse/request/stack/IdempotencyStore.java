package dev.gatehouse.request.stack;

import dev.gatehouse.request.stack.model.Stack;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where the first answers are kept. */
public interface IdempotencyStore {

    /** What was answered first, to which request. */
    record Remembered(String fingerprint, Stack stack) {}

    /**
     * Claims the key for this request, in the caller's transaction. Waits for another transaction that is just claiming
     * it.
     *
     * @return empty where the key was free and is now taken; else what was answered to the first request
     */
    Uni<Optional<Remembered>> claim(Mutiny.Session session, Idempotency idempotency, Stack answer);

    /** What was answered first to a request with this key; empty where the key is free. */
    Uni<Optional<Remembered>> find(Mutiny.Session session, Idempotency idempotency);

    /** Forgets keys claimed before a time; returns how many. */
    Uni<Integer> forget(Mutiny.Session session, Instant before);
}
