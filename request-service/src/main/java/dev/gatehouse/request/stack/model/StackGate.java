package dev.gatehouse.request.stack.model;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.State;
import dev.gatehouse.request.stack.model.Operation.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides which operation may take a stack. One at a time holds it; a higher number fences every lower one. */
public final class StackGate {
    private StackGate() {}

    /**
     * The stack held by its deletion. One that is being deleted, or is gone, comes back as it is: asking twice is asking
     * once. A first provisioning, or an adoption, gives way however far it is, and so does a change of a stack that never was
     * ready. Of one that was, a change gives way once it was asked to end early: what leads it back may take hours.
     *
     * <p>The deletion's target is then the change's: should that have succeeded just before, the stack is what it wanted.
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
        if (!latest.ended() && !givesWay(stack)) {
            throw new Refusal(held(stack));
        }
        return taken(stack, operation, Kind.DELETE, latest.ended() ? asItIs(stack) : latest.target(), now);
    }

    /** Whether a deletion may take the stack from the operation that holds it. */
    private static boolean givesWay(Stack stack) {
        Operation holder = stack.operation();
        return holder.begins()
                || (holder.kind() == Kind.CHANGE && (holder.cancellation() != null || !stack.everReady()));
    }

    /**
     * The stack held by a change of its parameters. Where they are what they were, one that is ready comes back as it is,
     * and any other is to be made again as it was wanted.
     *
     * @param operation the id of the change, if there is to be one
     * @throws Refusal if another operation holds the stack, or it is gone
     */
    public static Stack change(Stack stack, Map<String, Object> parameters, UUID operation, Instant now) {
        mustBeFree(stack);
        if (!parameters.equals(stack.parameters())) {
            Target target = new Target(stack.version(), stack.generation() + 1, parameters);
            return taken(stack, operation, Kind.CHANGE, target, now);
        }
        return stack.phase() == Phase.READY ? stack : taken(stack, operation, Kind.CHANGE, asItIs(stack), now);
    }

    /**
     * The stack held by a change that makes components again as they are wanted already.
     *
     * @throws Refusal if another operation holds the stack, or it is gone
     */
    public static Stack repair(Stack stack, UUID operation, Instant now) {
        mustBeFree(stack);
        return taken(stack, operation, Kind.CHANGE, asItIs(stack), now);
    }

    /**
     * The stack held by the repair of what has drifted; empty where that must wait, or is no longer wanted: another
     * operation holds the stack, or one that the provisioner had not seen did meanwhile, or its team wants it gone. It does
     * no longer where the deletion ended because it was cancelled.
     *
     * @param seen the number of the latest operation that the provisioner had seen
     */
    public static Optional<Stack> repairDrift(Stack stack, int seen, UUID operation, Instant now) {
        Operation latest = stack.operation();
        boolean unwanted =
                latest.kind() == Kind.DELETE && !(latest.state() == State.FAILED && latest.cancellation() != null);
        boolean free = latest.ended() && !unwanted && stack.everReady();
        return free && latest.number() == seen
                ? Optional.of(taken(stack, operation, Kind.CHANGE, asItIs(stack), now))
                : Optional.empty();
    }

    /**
     * The stack, the operation that holds it told to end early. Asking twice is asking once.
     *
     * @throws Refusal if no operation holds the stack, or an upgrade does: that is another service's to end
     */
    public static Stack cancel(Stack stack, String requestedBy, Instant now) {
        Operation latest = stack.operation();
        if (latest.ended()) {
            throw new Refusal(Problem.of(
                    409,
                    "nothing-to-cancel",
                    "No operation holds the stack",
                    "Operation " + latest.id() + " (" + latest.kind().label() + ", number " + latest.number()
                            + ") was the last, and has ended. There is nothing to cancel."));
        }
        if (latest.kind() == Kind.UPGRADE) {
            throw new Refusal(Problem.of(
                    409,
                    "upgrade-holds-stack",
                    "An upgrade holds the stack",
                    "Operation " + latest.id() + " (number " + latest.number() + ") is an upgrade and ends with it."
                            + " Nothing was cancelled; cancel the upgrade instead."));
        }
        return latest.cancellation() == null ? stack.cancelledBy(requestedBy, now) : stack;
    }

    private static void mustBeFree(Stack stack) {
        mustExist(stack);
        if (!stack.operation().ended()) {
            throw new Refusal(held(stack));
        }
    }

    /** @throws Refusal if the stack is gone */
    public static void mustExist(Stack stack) {
        if (stack.phase() == Phase.DELETED) {
            throw new Refusal(Problem.of(
                    409,
                    "stack-deleted",
                    "The stack is deleted",
                    "Nothing of it exists any more. Request a new one with POST /api/v1/stacks."));
        }
    }

    private static Target asItIs(Stack stack) {
        return new Target(stack.version(), stack.generation(), stack.parameters());
    }

    private static Stack taken(Stack stack, UUID operation, Kind kind, Target target, Instant now) {
        return stack.heldBy(Operation.accepted(operation, stack.operation().number() + 1, kind, target, now));
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
        UUID id = stack.origin().id();
        return Problem.of(
                409,
                "stack-held",
                "Another operation holds the stack",
                "Operation " + holder.id() + " (" + holder.kind().label() + ", number " + holder.number()
                        + ") holds the stack since " + holder.since()
                        + ". Try again when it has ended; GET /api/v1/stacks/" + id
                        + " shows it. A member of the team " + wayOut(stack));
    }

    private static String wayOut(Stack stack) {
        String path = "/api/v1/stacks/" + stack.origin().id();
        String cancel = "POST " + path + ":cancel";
        String delete = "DELETE " + path;
        return switch (stack.operation().kind()) {
            case UPGRADE -> "may cancel the upgrade.";
            case DELETE -> "may cancel it with " + cancel + ".";
            case CHANGE, PROVISION, ADOPT ->
                givesWay(stack)
                        ? "may cancel it with " + cancel + ", or delete the stack at once with " + delete + "."
                        : "may cancel it with " + cancel + "; from then on " + delete + " takes the stack at once.";
        };
    }
}
