package dev.gatehouse.ownership.stack.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import java.util.UUID;

/** What an event is about. */
final class Subject {
    private Subject() {}

    /** A fact in another aggregate's order would change a stack out of its turn. */
    static void mustBe(UUID stackId, Event event) {
        if (!event.subject().equals(stackId.toString())) {
            throw new RejectedEvent("The event's subject %s is not its stack %s".formatted(event.subject(), stackId));
        }
    }
}
