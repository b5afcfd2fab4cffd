package dev.gatehouse.request.stack.model;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one piece of work that holds a stack.
 *
 * @param number rises by one per stack; whoever works for a lower number is too late
 * @param target what the stack is to be once the operation has succeeded
 * @param since when it took the stack
 * @param cancellation who wants it to end early; null where nobody does
 */
public record Operation(
        UUID id,
        int number,
        Kind kind,
        State state,
        Target target,
        Instant since,
        @Nullable Cancellation cancellation) {

    /** What is done to the stack. */
    public enum Kind {
        PROVISION,
        CHANGE,
        UPGRADE,
        DELETE,
        ADOPT;

        /** As events and answers write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far it is. The last two are terminal. */
    public enum State {
        AWAITING_APPROVAL,
        ACCEPTED,
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    /**
     * The release, the generation and the parameters that a stack gets when the operation succeeds.
     *
     * @param parameters empty in answers that were remembered before targets had any
     */
    public record Target(String version, int generation, Map<String, Object> parameters) {

        @SuppressWarnings("NullAway") // a remembered answer may lack the member
        public Target {
            parameters = parameters == null ? Map.of() : parameters;
        }
    }

    /** The wish that the operation ends early. It is a wish only: the operation may succeed before it is heard. */
    public record Cancellation(String requestedBy, Instant requestedAt) {}

    /** An operation that has just taken its stack. */
    static Operation accepted(UUID id, int number, Kind kind, Target target, Instant since) {
        return new Operation(id, number, kind, State.ACCEPTED, target, since, null);
    }

    /** Whether it is the first of its stack: nothing of the stack was there before it. */
    boolean begins() {
        return kind == Kind.PROVISION || kind == Kind.ADOPT;
    }

    public boolean ended() {
        return state == State.SUCCEEDED || state == State.FAILED;
    }

    public Operation in(State next) {
        return new Operation(id, number, kind, next, target, since, cancellation);
    }

    Operation cancelledBy(String requestedBy, Instant now) {
        return new Operation(id, number, kind, state, target, since, new Cancellation(requestedBy, now));
    }
}
