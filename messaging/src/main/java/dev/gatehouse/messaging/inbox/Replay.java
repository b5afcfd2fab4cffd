package dev.gatehouse.messaging.inbox;

import java.util.UUID;

/**
 * What came of replaying one dead letter.
 *
 * @param detail for people: why it failed, or what happened instead of being applied
 */
public record Replay(UUID id, Outcome outcome, String detail) {
    /** How a replay can end. */
    public enum Outcome {
        /** The event is applied now, and so is what waited behind it. */
        APPLIED,
        /** The aggregate has moved past this event meanwhile; nothing was changed. */
        OUTDATED,
        /** A predecessor is still missing; the event waits behind it. */
        PARKED,
        /** No such dead letter waits: it never was one, or it has been replayed before. */
        NOT_WAITING,
        /** Somebody decided that the event is never applied; what waited behind it is. */
        SKIPPED,
        /** It failed again and stays a dead letter. */
        FAILED
    }
}
