package dev.gatehouse.messaging.event;

import java.util.UUID;

/** Deterministic event ids (UUID version 5, RFC 9562) for facts that an activity may tell more than once. */
public final class EventIds {
    private EventIds() {}

    /** The id of the fact that step {@code step} of attempt {@code attempt} of an operation tells. */
    public static UUID of(String operation, int attempt, String step) {
        throw new UnsupportedOperationException();
    }
}
