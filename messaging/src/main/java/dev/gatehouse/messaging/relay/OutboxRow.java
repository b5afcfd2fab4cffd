package dev.gatehouse.messaging.relay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message that waits in the outbox.
 *
 * @param position rises in the order in which rows of one aggregate were written
 * @param revision rises when a waiting row is asked for again, which a delivery of the old one does not settle
 * @param destination the topic; for a workflow start the task queue
 * @param type the CloudEvents type; for a workflow start the workflow type
 * @param aggregate the aggregate's id; for a workflow start the workflow id
 * @param headers JSON array of {name, value in base64}, dead letters only
 */
public record OutboxRow(
        long position,
        int revision,
        Kind kind,
        String destination,
        String type,
        String aggregate,
        @Nullable UUID eventId,
        long sequence,
        byte[] data,
        @Nullable String headers,
        @Nullable String traceparent,
        Instant createdAt) {

    /** What a row is. */
    public enum Kind {
        EVENT("event"),
        DEAD_LETTER("dead-letter"),
        WORKFLOW_START("workflow-start");

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        static Kind of(String column) {
            for (Kind kind : values()) {
                if (kind.column.equals(column)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown kind of outbox row: " + column);
        }
    }

    /** Rows with the same lane are delivered one after the other; lanes do not wait for each other. */
    Lane lane() {
        return new Lane(destination, aggregate);
    }

    /** An aggregate on its way to one destination. */
    record Lane(String destination, String aggregate) {}
}
