package dev.gatehouse.request.timeline.http;

import dev.gatehouse.request.timeline.model.Sentence;
import dev.gatehouse.request.timeline.model.TimelineEntry;
import java.time.Instant;
import java.util.Map;

/**
 * An entry as JSON.
 *
 * @param event the event's name, for example {@code StackProvisioned}
 * @param source the service that told it
 * @param summary the same in a sentence
 */
public record EntryView(
        long position,
        String event,
        String type,
        String source,
        Instant time,
        String summary,
        Map<String, Object> data) {

    static EntryView of(TimelineEntry entry) {
        return new EntryView(
                entry.position(),
                entry.event(),
                entry.type(),
                entry.source().replaceFirst("^/", ""),
                entry.time(),
                Sentence.of(entry),
                entry.data());
    }
}
