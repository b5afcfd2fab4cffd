package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.kafka.RecordHeaderText;
import dev.gatehouse.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Where dead letters are kept, and the copy of each that leaves for {@code <topic>.dlq}. */
@ApplicationScoped
class DeadLetterTable {
    private static final String STORE = """
            insert into dead_letter
                (id, topic, partition, "offset", key, headers, value, reason, source, aggregate, sequence)
            values (:id, :topic, :partition, :offset, :key, :headers, :value, :reason, :source, :aggregate, :sequence)
            on conflict (id) do update
            set reason = excluded.reason, stored_at = now(), replayed_at = null
            where dead_letter.replayed_at is not null and dead_letter.skipped_by is null
            """;

    private static final String LIST = """
            select id, topic, partition, "offset", reason, aggregate, sequence, stored_at, replayed_at
            from dead_letter
            where (replayed_at is null or :all) and id > :after
            order by id
            limit :limit
            """;

    /** In the order of their sequence, so that each fills the gap of the next. */
    private static final String WAITING = """
            select id from dead_letter where replayed_at is null
            order by topic, aggregate, sequence, partition, "offset"
            limit 1000
            """;

    private static final String TAKE = """
            select topic, %s from dead_letter where id = :id and replayed_at is null for update
            """.formatted(StoredRecord.COLUMNS);

    private static final String REPLAYED = "update dead_letter set replayed_at = now() where id = :id";

    private static final String SKIPPED = "update dead_letter set replayed_at = now(), skipped_by = :by where id = :id";

    private static final String PURGE = """
            delete from dead_letter where id in (
                select id from dead_letter where replayed_at < :before limit 100)
            """;

    /** Below Kafka's limit of one megabyte for a record with all its headers. */
    private static final int LARGEST_COPY = 900_000;

    private final Outbox outbox;
    private final RecordHeaderText headerText;
    private final String service;

    DeadLetterTable(
            Outbox outbox,
            RecordHeaderText headerText,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.outbox = outbox;
        this.headerText = headerText;
        this.service = service;
    }

    /**
     * Keeps a record and tells {@code <topic>.dlq}, in the caller's transaction. A letter that was replayed, had to
     * wait for its predecessors and then failed in its turn waits again.
     *
     * @return false where it waits already: a record that is read again is the same letter
     */
    Uni<Boolean> store(
            Mutiny.Session session, ConsumerRecord<String, byte[]> message, @Nullable Event event, String reason) {
        String origin = message.topic() + "/" + message.partition() + "/" + message.offset();
        return session.createNativeQuery(STORE)
                .setParameter("id", EventIds.derived("dead-letter", origin))
                .setParameter("topic", message.topic())
                .setParameter("partition", message.partition())
                .setParameter("offset", message.offset())
                .setParameter("key", StorableText.name(message.key()))
                .setParameter("headers", headerText.write(message.headers()))
                .setParameter("value", message.value())
                .setParameter("reason", StorableText.sentence(reason))
                .setParameter(
                        "source",
                        event == null ? null : StorableText.name(event.source().toString()))
                .setParameter("aggregate", event == null ? null : StorableText.name(event.subject()))
                .setParameter("sequence", event == null ? null : event.sequence())
                .executeUpdate()
                .chain(rows -> rows == 0
                        ? Uni.createFrom().item(false)
                        : tell(session, message, origin, reason).replaceWith(true));
    }

    /** The copy of a record that nearly fills Kafka's limit leaves without its value and headers, else never. */
    private Uni<Void> tell(
            Mutiny.Session session, ConsumerRecord<String, byte[]> message, String origin, String reason) {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        boolean whole = value.length + length(message.headers()) <= LARGEST_COPY;
        Headers headers = whole ? new RecordHeaders(message.headers().toArray()) : new RecordHeaders();
        headers.add("gatehouse-reason", StorableText.sentence(reason).getBytes(StandardCharsets.UTF_8));
        headers.add("gatehouse-origin", origin.getBytes(StandardCharsets.UTF_8));
        headers.add("gatehouse-service", service.getBytes(StandardCharsets.UTF_8));
        if (!whole) {
            headers.add("gatehouse-truncated", "true".getBytes(StandardCharsets.UTF_8));
        }
        String key = Objects.requireNonNullElse(StorableText.name(message.key()), "");
        return outbox.deadLetter(
                session, message.topic() + ".dlq", key, whole ? value : new byte[0], headerText.write(headers));
    }

    private static int length(Headers headers) {
        int length = 0;
        for (Header header : headers) {
            length += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return length;
    }

    Uni<List<DeadLetter>> list(Mutiny.Session session, UUID after, int limit, boolean all) {
        return session.createNativeQuery(LIST, Tuple.class)
                .setParameter("all", all)
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(DeadLetterTable::letter).toList());
    }

    /** The ids of up to 1000 letters that wait, predecessors first. */
    Uni<List<UUID>> waiting(Mutiny.Session session) {
        return session.createNativeQuery(WAITING, UUID.class).getResultList();
    }

    /** Locks a letter that waits; null where there is none or another replay has been faster. */
    Uni<@Nullable ConsumerRecord<String, byte[]>> take(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(TAKE, Tuple.class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(row -> row == null ? null : StoredRecord.of(row.get("topic", String.class), row, headerText));
    }

    Uni<Void> skipped(Mutiny.Session session, UUID id, String by) {
        return session.createNativeQuery(SKIPPED)
                .setParameter("id", id)
                .setParameter("by", by)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Removes a portion of the letters that ceased to wait before {@code before}; completes with their number. */
    Uni<Integer> purge(Mutiny.Session session, Instant before) {
        return session.createNativeQuery(PURGE).setParameter("before", before).executeUpdate();
    }

    Uni<Void> replayed(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(REPLAYED)
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static DeadLetter letter(Tuple row) {
        Number sequence = row.get("sequence", Number.class);
        return new DeadLetter(
                row.get("id", UUID.class),
                row.get("topic", String.class),
                row.get("topic") + "/" + row.get("partition") + "/" + row.get("offset"),
                row.get("reason", String.class),
                row.get("aggregate", String.class),
                sequence == null ? 0 : sequence.longValue(),
                instant(row.get("stored_at")),
                row.get("replayed_at") == null ? null : instant(row.get("replayed_at")));
    }

    private static Instant instant(Object value) {
        return value instanceof Instant instant ? instant : ((OffsetDateTime) value).toInstant();
    }
}
