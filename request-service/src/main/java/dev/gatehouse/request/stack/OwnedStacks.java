package dev.gatehouse.request.stack;

import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.Stack;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Takes a stack in hand for somebody who is going to change it. */
@ApplicationScoped
class OwnedStacks {
    private final StackStore store;

    OwnedStacks(StackStore store) {
        this.store = store;
    }

    /**
     * The stack, kept from others until the end of the transaction. Fails with a {@code Refusal} where there is none, the
     * caller is not of its team (running the platform gives no right to change a team's stack), or its generation is
     * not the expected one.
     *
     * @param generation what the caller believes it to be; null where that does not matter
     */
    Uni<Stack> lock(Mutiny.Session session, Caller caller, UUID id, @Nullable Integer generation) {
        return store.lock(session, id).map(found -> checked(found, caller, id, generation));
    }

    /** The same to look at only: others may change it at any time. */
    Uni<Stack> find(Mutiny.Session session, Caller caller, UUID id) {
        return store.find(session, id).map(found -> checked(found, caller, id, null));
    }

    private static Stack checked(Optional<Stack> found, Caller caller, UUID id, @Nullable Integer generation) {
        Stack stack = found.orElseThrow(() -> new Refusal(Stacks.unknown(id)));
        caller.mustBeMemberOf(stack.origin().team());
        if (generation != null && generation != stack.generation()) {
            throw new Refusal(Problem.of(
                    412,
                    "stale-generation",
                    "The stack has moved on",
                    "If-Match names generation " + generation + ", and the stack has " + stack.generation()
                            + ". Read it again with GET /api/v1/stacks/" + id + " and decide anew."));
        }
        return stack;
    }
}
