package dev.gatehouse.upgrade.stack.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import jakarta.enterprise.context.ApplicationScoped;

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
}
