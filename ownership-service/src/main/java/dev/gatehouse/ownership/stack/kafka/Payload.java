package dev.gatehouse.ownership.stack.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Reads an event's data; what cannot be read now never can. */
@ApplicationScoped
class Payload {
    private final ObjectMapper json;

    Payload(ObjectMapper json) {
        this.json = json;
    }

    <T> T read(Event event, Class<T> type) {
        try {
            return json.treeToValue(event.data(), type);
        } catch (JsonProcessingException e) {
            throw new RejectedEvent(
                    "The data of %s cannot be read: %s".formatted(event.type(), e.getOriginalMessage()));
        }
    }

    /** A fact in another aggregate's order would change a stack out of its turn. */
    void mustBeAbout(Event event, UUID stackId) {
        if (!event.subject().equals(stackId.toString())) {
            throw new RejectedEvent("The event's subject %s is not its stack %s".formatted(event.subject(), stackId));
        }
    }
}
