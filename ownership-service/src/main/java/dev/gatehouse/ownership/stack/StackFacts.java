package dev.gatehouse.ownership.stack;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What is remembered of stacks' facts. The facts of two services meet here in any order, so each is recorded beside the
 * other, and recording one twice changes nothing.
 */
public interface StackFacts {

    /** A stack was asked for by an operation that would give it a release. */
    Uni<Void> requested(Mutiny.Session session, Request request);

    /** The operation of that number has ended well: its release is the stack's from now on. */
    Uni<Void> provisioned(Mutiny.Session session, UUID stackId, int operation, Instant at);

    /** The operation of that number has ended with nothing left of the stack. */
    Uni<Void> deleted(Mutiny.Session session, UUID stackId, int operation, Instant at);

    /**
     * Who asked for what.
     *
     * @param operation the operation's number; rises per stack
     */
    record Request(
            UUID stackId,
            String name,
            String team,
            String environment,
            String namespace,
            int operation,
            String template,
            String version) {}
}
