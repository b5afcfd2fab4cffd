package dev.gatehouse.messaging.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.relay.Relays;
import dev.gatehouse.messaging.relay.Shards;
import dev.gatehouse.messaging.trace.TraceParent;
import dev.gatehouse.messaging.transaction.AfterCommit;
import dev.gatehouse.messaging.transaction.DirectStatement;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Tells facts and starts workflows in the caller's transaction: a rollback leaves no row behind, a commit is delivered
 * at least once and in order per aggregate.
 */
@ApplicationScoped
public class Outbox {
    /**
     * One statement, so that a fact costs the caller one round trip. The proof comes first: a concurrent teller of the
     * same fact waits there until this transaction ends, so that no sequence number is spent on a fact told before.
     */
    private static final DirectStatement PUBLISH = new DirectStatement("""
            with told as (
                insert into outbox_told (event_id) values ($1)
                on conflict (event_id) do nothing
                returning event_id
            ), numbered as (
                insert into outbox_sequence as s (topic, aggregate, last)
                select $2, $3, 1 from told
                on conflict (topic, aggregate) do update set last = s.last + 1
                returning last
            )
            insert into outbox (kind, shard, destination, type, aggregate, event_id, sequence, data, traceparent)
            select 'event', cast($4 as smallint), $5, $6, $7, told.event_id, numbered.last, cast($8 as bytea), $9
            from told, numbered
            """);

    /**
     * The same for many facts of many aggregates: those of one aggregate get consecutive numbers in the order given. Rows
     * are touched in one order by everybody, so that two tellers never wait for each other. The parameter is a text that
     * is cast: given to a json parameter the driver would quote it.
     */
    private static final DirectStatement PUBLISH_ALL = new DirectStatement("""
            with given as (
                select * from json_to_recordset(cast(cast($1 as text) as json))
                    as f (place integer, id uuid, shard smallint, topic text, type text, aggregate text, data text,
                          trace text)
            ), told as (
                insert into outbox_told (event_id) select id from given order by id
                on conflict (event_id) do nothing
                returning event_id
            ), fresh as (
                select given.*, row_number() over (partition by topic, aggregate order by place) as nth,
                       count(*) over (partition by topic, aggregate) as many
                from given join told on told.event_id = given.id
            ), numbered as (
                insert into outbox_sequence as s (topic, aggregate, last)
                select topic, aggregate, many from fresh where nth = 1 order by topic, aggregate
                on conflict (topic, aggregate) do update set last = s.last + excluded.last
                returning topic, aggregate, last
            )
            insert into outbox (kind, shard, destination, type, aggregate, event_id, sequence, data, traceparent)
            select 'event', fresh.shard, fresh.topic, fresh.type, fresh.aggregate, fresh.id,
                   numbered.last - fresh.many + fresh.nth, convert_to(fresh.data, 'UTF8'), fresh.trace
            from fresh join numbered on numbered.topic = fresh.topic and numbered.aggregate = fresh.aggregate
            order by fresh.place
            """);

    /** Asking again while a start waits gives it a new revision, so a relay that delivers the old one keeps this. */
    private static final DirectStatement START = new DirectStatement("""
            insert into outbox as o (kind, shard, destination, type, aggregate, data, traceparent)
            values ('workflow-start', $1, $2, $3, $4, $5, $6)
            on conflict (aggregate) where kind = 'workflow-start' do update
            set revision = o.revision + 1, destination = excluded.destination, type = excluded.type, data = excluded.data,
                traceparent = excluded.traceparent
            """);

    private static final String DEAD_LETTER = """
            insert into outbox (kind, shard, destination, type, aggregate, data, headers)
            values ('dead-letter', :shard, :topic, 'dead-letter', :key, :value, :headers)
            """;

    /** Below Kafka's limit of one megabyte for a record: refused here it is the caller's fault, later nobody's. */
    private static final int LARGEST = 900_000;

    private final ObjectMapper json;
    private final Relays relays;
    private final AfterCommit afterCommit;

    public Outbox(ObjectMapper json, Relays relays, AfterCommit afterCommit) {
        this.json = json;
        this.relays = relays;
        this.afterCommit = afterCommit;
    }

    /**
     * Adds a fact to the caller's transaction and gives it the aggregate's next sequence number.
     *
     * @return true if the fact is new; false if a fact with this id was told before (then nothing is written and no
     *     sequence number is used)
     */
    public Uni<Boolean> publish(Mutiny.Session session, OutgoingEvent event) {
        return publish(session, TracedEvent.here(event));
    }

    /** The same for a fact that belongs to another trace than the current one. */
    public Uni<Boolean> publish(Mutiny.Session session, TracedEvent traced) {
        OutgoingEvent event = traced.event();
        return inTransaction(session, relays.events())
                .chain(() -> PUBLISH.update(
                        session,
                        event.id(),
                        event.topic(),
                        event.aggregate(),
                        Shards.of(event.aggregate()),
                        event.topic(),
                        event.type(),
                        event.aggregate(),
                        Buffer.buffer(bytes(event.data())),
                        traced.traceparent()))
                .map(rows -> rows == 1);
    }

    /**
     * {@link #publish} for many facts in one statement, each in its own trace. Facts of one aggregate are told in the
     * order given; those told before are left out.
     */
    public Uni<Void> publishAll(Mutiny.Session session, List<TracedEvent> events) {
        Map<UUID, Fact> facts = new LinkedHashMap<>();
        for (TracedEvent told : events) {
            OutgoingEvent event = told.event();
            facts.putIfAbsent(
                    event.id(),
                    new Fact(
                            facts.size(),
                            event.id(),
                            Shards.of(event.aggregate()),
                            event.topic(),
                            event.type(),
                            event.aggregate(),
                            new String(bytes(event.data()), StandardCharsets.UTF_8),
                            told.traceparent()));
        }
        if (facts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String given = new String(written(facts.values()), StandardCharsets.UTF_8);
        return inTransaction(session, relays.events())
                .chain(() -> PUBLISH_ALL.update(session, given))
                .replaceWithVoid();
    }

    /** One row of {@link #PUBLISH_ALL}. */
    private record Fact(
            int place,
            UUID id,
            short shard,
            String topic,
            String type,
            String aggregate,
            String data,
            @Nullable String trace) {}

    /**
     * Adds the start of a workflow to the caller's transaction. A workflow that runs already under this id counts as
     * started; a closed one is started again, so the caller asks only for what its own rows call unfinished. Several
     * requests for one workflow that all still wait become one start, with the newest input.
     */
    public Uni<Void> start(Mutiny.Session session, WorkflowStart start) {
        return inTransaction(session, relays.starts())
                .chain(() -> START.update(
                        session,
                        Shards.of(start.workflowId()),
                        start.taskQueue(),
                        start.workflowType(),
                        start.workflowId(),
                        Buffer.buffer(bytes(start.input())),
                        TraceParent.current()))
                .replaceWithVoid();
    }

    /** Adds a copy of a record that could not be applied, value and headers as they are, for {@code topic}. */
    public Uni<Void> deadLetter(Mutiny.Session session, String topic, String key, byte[] value, String headers) {
        return insert(
                        session,
                        relays.events(),
                        session.createNativeQuery(DEAD_LETTER)
                                .setParameter("shard", Shards.of(key))
                                .setParameter("topic", topic)
                                .setParameter("key", key)
                                .setParameter("value", value)
                                .setParameter("headers", headers))
                .replaceWithVoid();
    }

    private Uni<Integer> insert(Mutiny.Session session, Runnable wake, Mutiny.MutationQuery insert) {
        return inTransaction(session, wake).chain(insert::executeUpdate);
    }

    private Uni<Void> inTransaction(Mutiny.Session session, Runnable wake) {
        if (session.currentTransaction() == null) {
            return Uni.createFrom()
                    .failure(new IllegalStateException(
                            "the outbox needs the caller's transaction, but the session has none; use UnitOfWork.run"));
        }
        afterCommit.run(session, wake);
        return Uni.createFrom().voidItem();
    }

    private byte[] bytes(Object value) {
        byte[] bytes = written(value);
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException("%s is %d bytes of JSON, at most %d can be told; tell a reference"
                    .formatted(value.getClass().getName(), bytes.length, LARGEST));
        }
        return bytes;
    }

    private byte[] written(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }
}
