package dev.gatehouse.messaging.inbox;

/** How an inbox judges an event's place among those of its aggregate. */
public enum Ordering {
    /** Facts: each sequence number exactly once, in order; an event after a gap is kept until the gap is filled. */
    EVERY,
    /** Compacted topics with full state: the newest wins, gaps are normal, older ones are dropped. */
    LATEST,
    /** Intake: no sequence; the handler itself drops duplicates after it has authenticated the producer. */
    NONE
}
