package dev.gatehouse.request.stack.model;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.State;
import dev.gatehouse.request.stack.model.Operation.Target;
import java.time.Instant;
import java.util.UUID;

/** Decides which operation may take a stack. One at a time holds it; a higher number fences every lower one. */
public final class StackGate {
    private StackGate() {}

    /**
     * The stack held by its deletion. One that is being deleted, or is gone, comes back as it is: asking twice is asking
     * once. A first provisioning, however far it is, gives way.
     *
     * @param operation the id of the deletion, if there is to be one
     * @throws Refusal if the stack is protected, or another operation holds it
     */
    public static Stack delete(Stack stack, UUID operation, Instant now) {
        Operation latest = stack.operation();
        boolean deleting = latest.kind() == Kind.DELETE && latest.state() != State.FAILED;
        if (deleting) {
            return stack;
        }
        if (stack.deletionProtected()) {
            throw new Refusal(isProtected(stack));
        }
        boolean givesWay = latest.kind() == Kind.PROVISION;
        if (!latest.ended() && !givesWay) {
            throw new Refusal(held(stack));
        }
        Target target = new Target(stack.version(), stack.generation());
        return stack.heldBy(new Operation(operation, latest.number() + 1, Kind.DELETE, State.ACCEPTED, target, now));
    }

    private static Problem isProtected(Stack stack) {
        return Problem.of(
                        409,
                        "deletion-protected",
                        "The stack is protected from deletion",
                        "To delete it, first send PATCH /api/v1/stacks/"
                                + stack.origin().id() + " with {\"deletionProtection\": false}.")
                .at("/deletionProtection", "is true");
    }

    private static Problem held(Stack stack) {
        Operation holder = stack.operation();
        return Problem.of(
                409,
                "stack-held",
                "Another operation holds the stack",
                "Operation " + holder.id() + " (" + holder.kind().label() + ", number " + holder.number()
                        + ") holds the stack since " + holder.since()
                        + ". Try again when it has ended; GET /api/v1/stacks/"
                        + stack.origin().id() + " shows it.");
    }
}
