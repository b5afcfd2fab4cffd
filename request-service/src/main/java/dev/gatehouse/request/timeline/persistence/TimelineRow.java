package dev.gatehouse.request.timeline.persistence;

import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.timeline.model.TimelineEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of {@code timeline_entry}. */
@Entity
@Immutable
@IdClass(TimelineRow.Key.class)
@Table(name = "timeline_entry")
class TimelineRow {
    @Id
    @Column(name = "stack_id")
    UUID stackId;

    @Id
    long position;

    @Column(name = "event_id")
    String eventId;

    String source;
    String type;
    Instant time;
    String data;

    /** The primary key. */
    record Key(UUID stackId, long position) implements Serializable {}

    TimelineEntry entry() {
        return new TimelineEntry(position, eventId, source, type, time, JsonText.readObject(data));
    }
}
