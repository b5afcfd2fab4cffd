package dev.gatehouse.messaging.inbox;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.gatehouse.messaging.event.Event;

/**
 * Reads an event's data into the record of what its consumer needs. Members that the record lacks are ignored: within a
 * version members are only added. Members that are marked {@link Required} must be there. No null passes within a list or
 * a map, unless a member's {@link JsonSetter} says that its content may be null.
 */
public final class EventData {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private EventData() {}

    /**
     * The event's data.
     *
     * @throws RejectedEvent if it cannot be read so; the reason names the event's type and the place, a JSON pointer
     */
    public static <T> T read(Event event, Class<T> type) {
        return read(event.type(), event.data(), type);
    }

    /** The same of an event of this type with these data. */
    public static <T> T read(String eventType, JsonNode data, Class<T> type) {
        if (data.isNull() || data.isMissingNode()) {
            throw new RejectedEvent("The event " + eventType + " has no data");
        }
        try {
            return MAPPER.treeToValue(data, type);
        } catch (JsonProcessingException unreadable) {
            throw new RejectedEvent("The data of %s cannot be read%s: %s"
                    .formatted(eventType, place(unreadable), unreadable.getOriginalMessage()));
        }
    }

    private static String place(JsonProcessingException unreadable) {
        StringBuilder pointer = new StringBuilder();
        if (unreadable instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                pointer.append('/')
                        .append(step.getFieldName() == null ? step.getIndex() : escaped(step.getFieldName()));
            }
        }
        return pointer.isEmpty() ? "" : " at " + pointer;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
