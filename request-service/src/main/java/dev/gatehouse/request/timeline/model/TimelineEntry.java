package dev.gatehouse.request.timeline.model;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a stack.
 *
 * @param position rises by one per stack, from 1
 * @param source who told it, for example {@code /provisioner-service}
 * @param type the event's whole type
 * @param data the event's data
 */
public record TimelineEntry(
        long position, String eventId, String source, String type, Instant time, Map<String, Object> data) {

    /** The event's name without service and version, for example {@code StackProvisioned}. */
    public String event() {
        String[] parts = type.split("\\.", -1);
        return parts.length < 2 ? type : parts[parts.length - 2];
    }
}
