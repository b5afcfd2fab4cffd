package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.kafka.RecordHeaderText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Events that wait behind a gap. The mark counts them, so that an aggregate without gaps costs no look-up. */
@ApplicationScoped
class ParkedEvents {
    private static final String PARK = """
            with added as (
                insert into inbox_parked
                    (topic, source, aggregate, sequence, partition, "offset", key, headers, value)
                values (:topic, :source, :aggregate, :sequence, :partition, :offset, :key, :headers, :value)
                on conflict do nothing
                returning topic, source, aggregate
            )
            update inbox_mark m set parked = parked + 1 from added a
            where m.topic = a.topic and m.source = a.source and m.aggregate = a.aggregate
            """;

    private static final String UNPARK = """
            with gone as (
                delete from inbox_parked
                where topic = :topic and source = :source and aggregate = :aggregate and sequence = :sequence
                returning topic, source, aggregate
            )
            update inbox_mark m set parked = parked - 1 from gone g
            where m.topic = g.topic and m.source = g.source and m.aggregate = g.aggregate
            """;

    private static final String NEXT = """
            select p.partition, p."offset", p.key, p.headers, p.value
            from inbox_parked p
            join inbox_mark m on m.topic = p.topic and m.source = p.source and m.aggregate = p.aggregate
            where p.topic = :topic and p.source = :source and p.aggregate = :aggregate and p.sequence = m.last + 1
            """;

    private static final String FREE = """
            select m.source, m.aggregate
            from inbox_mark m
            join inbox_parked p on p.topic = m.topic and p.source = m.source and p.aggregate = m.aggregate
                               and p.sequence = m.last + 1
            where m.parked > 0 and m.topic = :topic
            limit 100
            """;

    private final RecordHeaderText headers;

    ParkedEvents(RecordHeaderText headers) {
        this.headers = headers;
    }

    /** Keeps the record until its predecessors have come; once, however often it is received. */
    Uni<Void> park(Mutiny.Session session, Aggregate aggregate, long sequence, ConsumerRecord<String, byte[]> message) {
        return aggregate
                .address(session.createNativeQuery(PARK))
                .setParameter("sequence", sequence)
                .setParameter("partition", message.partition())
                .setParameter("offset", message.offset())
                .setParameter("key", message.key())
                .setParameter("headers", headers.write(message.headers()))
                .setParameter("value", message.value())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> unpark(Mutiny.Session session, Aggregate aggregate, long sequence) {
        return aggregate
                .address(session.createNativeQuery(UNPARK))
                .setParameter("sequence", sequence)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The parked record whose turn it is; null where the gap is still open or nothing waits. */
    Uni<@Nullable ConsumerRecord<String, byte[]>> next(Mutiny.Session session, Aggregate aggregate) {
        return aggregate
                .address(session.createNativeQuery(NEXT, Tuple.class))
                .getSingleResultOrNull()
                .map(row -> row == null ? null : StoredRecord.of(aggregate.topic(), row, headers));
    }

    /** Aggregates whose gap is closed although something still waits. */
    Uni<List<Aggregate>> free(Mutiny.Session session, String topic) {
        return session.createNativeQuery(FREE, Tuple.class)
                .setParameter("topic", topic)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Aggregate(
                                topic, row.get("source", String.class), row.get("aggregate", String.class)))
                        .toList());
    }
}
