package dev.gatehouse.request.stack.model;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * The one piece of work that holds a stack.
 *
 * @param number rises by one per stack; whoever works for a lower number is too late
 * @param target what the stack is to be once the operation has succeeded
 * @param since when it took the stack
 */
public record Operation(UUID id, int number, Kind kind, State state, Target target, Instant since) {

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

    /** The release and the generation that a stack gets when the operation succeeds. */
    public record Target(String version, int generation) {}

    public boolean ended() {
        return state == State.SUCCEEDED || state == State.FAILED;
    }

    public Operation in(State next) {
        return new Operation(id, number, kind, next, target, since);
    }
}
