package dev.gatehouse.messaging.inbox;

/**
 * An event's place among those of its aggregate, which decides what becomes of it.
 *
 * @param waiting how many events of the aggregate are parked behind a gap
 */
record Place(Kind kind, int waiting) {
    /** It was the event's turn, but it could not be applied and lies among the dead letters. */
    static final Place BURIED = new Place(Kind.BURIED, 0);

    enum Kind {
        /** Its turn: applied. */
        NEXT,
        /** Applied before, or outdated: dropped. */
        DUPLICATE,
        /** A predecessor is missing: parked. */
        BEHIND_GAP,
        BURIED
    }
}
