package dev.gatehouse.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.Database;
import dev.gatehouse.messaging.Topic;
import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.note.persistence.Note;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class OutboxTest {
    private static final String TOPIC = "test.outbox.v1";
    private static final String TYPE = "dev.gatehouse.test.Noted.v1";

    Parts parts;

    @Inject
    Outbox outbox;

    @Inject
    ProofRetention retention;

    @Inject
    BlockingBridge bridge;

    @Inject
    ObjectMapper json;

    private final String aggregate = UUID.randomUUID().toString();
    private final UUID lost = UUID.randomUUID();
    private Database database;

    @BeforeEach
    void open() {
        database = new Database(parts);
    }

    @Test
    void toldFactArrivesAsStructuredCloudEventKeyedByItsAggregate() throws Exception {
        UUID id = UUID.randomUUID();

        assertThat(publish(new OutgoingEvent(id, TOPIC, TYPE, aggregate, Map.of("text", "héllo"))))
                .isTrue();

        ConsumerRecord<String, byte[]> told = told(1).get(0);
        JsonNode event = json.readTree(told.value());
        assertThat(header(told, "content-type")).isEqualTo("application/cloudevents+json");
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo(id.toString());
        assertThat(event.path("source").asText()).isEqualTo("/messaging-test");
        assertThat(event.path("type").asText()).isEqualTo(TYPE);
        assertThat(event.path("subject").asText()).isEqualTo(aggregate);
        assertThat(event.path("partitionkey").asText()).isEqualTo(aggregate);
        assertThat(event.path("sequence").asText()).isEqualTo("1");
        assertThat(event.path("time").asText()).endsWith("Z");
        assertThat(event.at("/data/text").asText()).isEqualTo("héllo");
    }

    @Test
    void confirmedFactsLeaveTheTableAndTheirProofStays() {
        UUID id = UUID.randomUUID();
        publish(new OutgoingEvent(id, TOPIC, TYPE, aggregate, Map.of()));

        await().untilAsserted(
                        () -> assertThat(database.count("select count(*) from outbox where aggregate = ?", aggregate))
                                .isZero());
        assertThat(database.count("select count(*) from outbox_told where event_id = ?", id))
                .isEqualTo(1);
    }

    @Test
    void factsOfAnAggregateAreNumberedWithoutGapsAndArriveInOrder() {
        bridge.<Void>inTransaction(
                session -> noted(session, "1").chain(() -> noted(session, "2")).replaceWithVoid());
        bridge.<Void>inTransaction(session -> noted(session, "3").replaceWithVoid());

        assertThat(told(3)).extracting(this::sequence).containsExactly("1", "2", "3");
        assertThat(told(3)).extracting(this::text).containsExactly("1", "2", "3");
    }

    @Test
    void factToldTwiceIsToldOnceAndSpendsNoNumber() {
        UUID id = EventIds.of("operation", 1, aggregate);

        assertThat(publish(new OutgoingEvent(id, TOPIC, TYPE, aggregate, Map.of("text", "first"))))
                .isTrue();
        assertThat(publish(new OutgoingEvent(id, TOPIC, TYPE, aggregate, Map.of("text", "again"))))
                .isFalse();
        assertThat(publish(OutgoingEvent.of(TOPIC, TYPE, aggregate, Map.of("text", "second"))))
                .isTrue();

        assertThat(told(2)).extracting(this::text).containsExactly("first", "second");
        assertThat(told(2)).extracting(this::sequence).containsExactly("1", "2");
    }

    @Test
    void manyFactsInOneStatementAreNumberedPerAggregateAndEachIsToldOnce() {
        UUID again = EventIds.of("operation", 1, aggregate);
        publish(new OutgoingEvent(again, TOPIC, TYPE, aggregate, Map.of("text", "1")));
        String other = UUID.randomUUID().toString();
        UUID twice = UUID.randomUUID();

        bridge.<Void>inTransaction(session -> outbox.publishAll(
                session,
                List.of(
                        traced(new OutgoingEvent(twice, TOPIC, TYPE, aggregate, Map.of("text", "2"))),
                        traced(OutgoingEvent.of(TOPIC, TYPE, other, Map.of("text", "\0 of another, “first”"))),
                        traced(new OutgoingEvent(again, TOPIC, TYPE, aggregate, Map.of("text", "told before"))),
                        traced(new OutgoingEvent(twice, TOPIC, TYPE, aggregate, Map.of("text", "told twice"))),
                        traced(OutgoingEvent.of(TOPIC, TYPE, aggregate, Map.of("text", "3"))))));
        publish(OutgoingEvent.of(TOPIC, TYPE, aggregate, Map.of("text", "4")));

        assertThat(told(4)).extracting(this::text).containsExactly("1", "2", "3", "4");
        assertThat(told(4)).extracting(this::sequence).containsExactly("1", "2", "3", "4");
        assertThat(told(other, 1)).extracting(this::text).containsExactly("\0 of another, “first”");
    }

    private static TracedEvent traced(OutgoingEvent event) {
        return new TracedEvent(event, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @Test
    void concurrentTellersOfOneFactTellItOnceAndSpendOneNumber() {
        UUID id = UUID.randomUUID();
        List<CompletableFuture<Boolean>> tellers = IntStream.range(0, 8)
                .mapToObj(teller -> CompletableFuture.supplyAsync(
                        () -> publish(new OutgoingEvent(id, TOPIC, TYPE, aggregate, Map.of("text", "once")))))
                .toList();

        assertThat(tellers.stream().map(CompletableFuture::join).filter(told -> told))
                .hasSize(1);
        publish(OutgoingEvent.of(TOPIC, TYPE, aggregate, Map.of("text", "next")));
        assertThat(told(2)).extracting(this::sequence).containsExactly("1", "2");
    }

    @Test
    void concurrentWritersOfOneAggregateGetNumbersWithoutGaps() {
        List<CompletableFuture<Boolean>> writers = IntStream.range(0, 30)
                .mapToObj(writer -> CompletableFuture.supplyAsync(
                        () -> publish(OutgoingEvent.of(TOPIC, TYPE, aggregate, Map.of()))))
                .toList();
        writers.forEach(CompletableFuture::join);

        assertThat(told(30))
                .extracting(this::sequence)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).toList());
    }

    enum Failure {
        BEFORE_ANY_WRITE {
            @Override
            Uni<?> work(OutboxTest test, Mutiny.Session session) {
                return failing();
            }
        },
        AFTER_THE_STATE_CHANGE {
            @Override
            Uni<?> work(OutboxTest test, Mutiny.Session session) {
                return test.change(session).chain(Failure::failing);
            }
        },
        AFTER_THE_FACT {
            @Override
            Uni<?> work(OutboxTest test, Mutiny.Session session) {
                return test.change(session).chain(() -> test.tellLost(session)).chain(Failure::failing);
            }
        },
        AFTER_FACT_AND_WORKFLOW_START {
            @Override
            Uni<?> work(OutboxTest test, Mutiny.Session session) {
                return test.change(session)
                        .chain(() -> test.tellLost(session))
                        .chain(() -> test.outbox.start(
                                session, new WorkflowStart(test.aggregate, "Nothing", "nobody", Map.of())))
                        .chain(Failure::failing);
            }
        },
        BY_THE_DATABASE_AT_COMMIT {
            @Override
            Uni<?> work(OutboxTest test, Mutiny.Session session) {
                // The second note has the first one's key: found out when the session is flushed, after the fact.
                return test.tellLost(session).chain(() -> {
                    UUID taken = UUID.fromString("00000000-0000-0000-0000-00000000feed");
                    return session.createNativeQuery("insert into note (id, text) values (:id, 'first')")
                            .setParameter("id", taken)
                            .executeUpdate()
                            .chain(() -> session.persist(new Note(taken, test.aggregate)));
                });
            }
        };

        abstract Uni<?> work(OutboxTest test, Mutiny.Session session);

        static <T> Uni<T> failing() {
            return Uni.createFrom().failure(new IllegalStateException("injected"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rollbackLeavesNoRowBehindAndTheFactCanBeToldAgain(Failure failure) {
        assertThatThrownBy(() -> bridge.<Void>inTransaction(
                        session -> failure.work(this, session).replaceWithVoid()))
                .satisfies(thrown -> assertThat(thrown.toString()).containsAnyOf("injected", "note_pkey"));

        assertThat(database.count("select count(*) from note where text in (?, 'first')", aggregate))
                .isZero();
        assertThat(database.count("select count(*) from outbox where aggregate = ?", aggregate))
                .isZero();
        assertThat(database.count("select count(*) from outbox_sequence where aggregate = ?", aggregate))
                .isZero();
        assertThat(database.count("select count(*) from outbox_told where event_id = ?", lost))
                .isZero();
        assertThat(publish(new OutgoingEvent(lost, TOPIC, TYPE, aggregate, Map.of("text", "after the rollback"))))
                .isTrue();
        assertThat(told(1)).extracting(this::sequence).containsExactly("1");
        assertThat(told(1)).extracting(this::text).containsExactly("after the rollback");
    }

    @Test
    void factNeedsTheCallersTransaction() {
        assertThatThrownBy(() -> bridge.read(session -> noted(session, "no transaction")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("UnitOfWork.run");
    }

    @Test
    void startsOfOneWorkflowThatStillWaitBecomeOne() {
        Function<String, WorkflowStart> start =
                input -> new WorkflowStart(aggregate, "Nothing", "nobody", Map.of("input", input));
        List<String> waiting = bridge.inTransaction(session -> outbox.start(session, start.apply("old"))
                .chain(() -> outbox.start(session, start.apply("new")))
                .chain(() -> session.createNativeQuery(
                                "select convert_from(data, 'UTF8') from outbox where aggregate = :id", String.class)
                        .setParameter("id", aggregate)
                        .getResultList()));

        assertThat(waiting).containsExactly("{\"input\":\"new\"}");
    }

    @Test
    void topicThatDoesNotExistHoldsUpNoOther() {
        bridge.<Void>inTransaction(
                session -> outbox.publish(session, OutgoingEvent.of("test.missing.v1", TYPE, aggregate, Map.of()))
                        .chain(() -> noted(session, "goes on"))
                        .replaceWithVoid());

        assertThat(told(1)).extracting(this::text).containsExactly("goes on");
        assertThat(database.column("select destination from outbox where aggregate = ?", aggregate))
                .containsExactly("test.missing.v1");
        database.execute("delete from outbox where aggregate = ?", aggregate);
    }

    @Test
    void factThatKafkaWouldRefuseForItsSizeIsRefusedToItsTeller() {
        assertThatThrownBy(() -> publish(OutgoingEvent.of(TOPIC, TYPE, aggregate, Map.of("text", "x".repeat(900_001)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tell a reference");
        assertThat(database.count("select count(*) from outbox_sequence where aggregate = ?", aggregate))
                .isZero();
    }

    @Test
    void proofsAreForgottenAfterTheirRetentionOnly() {
        UUID old = UUID.randomUUID();
        UUID recent = UUID.randomUUID();
        database.execute("insert into outbox_told values (?, now() - interval '91 days')", old);
        database.execute("insert into outbox_told values (?, now() - interval '89 days')", recent);

        assertThat(bridge.await(retention::purge)).isPositive();

        assertThat(database.count("select count(*) from outbox_told where event_id = ?", old))
                .isZero();
        assertThat(database.count("select count(*) from outbox_told where event_id = ?", recent))
                .isOne();
    }

    private Uni<Void> change(Mutiny.Session session) {
        return session.persist(new Note(UUID.randomUUID(), aggregate)).chain(session::flush);
    }

    private Uni<Boolean> tellLost(Mutiny.Session session) {
        return outbox.publish(session, new OutgoingEvent(lost, TOPIC, TYPE, aggregate, Map.of("text", "lost")));
    }

    private Uni<Boolean> noted(Mutiny.Session session, String text) {
        return outbox.publish(session, OutgoingEvent.of(TOPIC, TYPE, aggregate, Map.of("text", text)));
    }

    private boolean publish(OutgoingEvent event) {
        return bridge.inTransaction(session -> outbox.publish(session, event));
    }

    /** Exactly {@code count} records of the aggregate, once that many have arrived. */
    private List<ConsumerRecord<String, byte[]>> told(int count) {
        return told(aggregate, count);
    }

    private List<ConsumerRecord<String, byte[]>> told(String key, int count) {
        try (Topic topic = new Topic(parts, TOPIC)) {
            return await().until(() -> topic.records(key), records -> records.size() == count);
        }
    }

    private String sequence(ConsumerRecord<String, byte[]> message) {
        return tree(message).path("sequence").asText();
    }

    private String text(ConsumerRecord<String, byte[]> message) {
        return tree(message).at("/data/text").asText();
    }

    private JsonNode tree(ConsumerRecord<String, byte[]> message) {
        try {
            return json.readTree(message.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
