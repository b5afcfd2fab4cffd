package dev.gatehouse.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.Database;
import dev.gatehouse.messaging.Facts;
import dev.gatehouse.messaging.Topic;
import dev.gatehouse.messaging.note.Applied;
import dev.gatehouse.messaging.note.kafka.EveryFacts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InboxTest {
    Parts parts;

    @Inject
    Applied applied;

    @Inject
    BlockingBridge bridge;

    @Inject
    Inbox inbox;

    @Inject
    EveryFacts handler;

    @Inject
    ParkedSweep sweep;

    private final Facts facts = new Facts("test.every.v1");
    private Database database;
    private Topic every;

    @BeforeEach
    void open() {
        database = new Database(parts);
        every = new Topic(parts, "test.every.v1");
    }

    @AfterEach
    void close() {
        every.close();
    }

    @Test
    void factsInOrderAreAppliedOnceEach() {
        every.send(facts.fact(1));
        every.send(facts.fact(2));
        every.send(facts.fact(3));

        awaitApplied("1", "2", "3");
    }

    @Test
    void duplicatesAreDropped() {
        every.send(facts.fact(1));
        every.send(facts.fact(1));
        every.send(facts.fact(2));
        every.send(facts.fact(1));
        every.send(facts.fact(2));
        every.send(facts.fact(3));

        awaitApplied("1", "2", "3");
        assertThat(waitingHere()).isZero();
    }

    @Test
    void factsBehindGapWaitAndAreAppliedInOrderWhenItFills() {
        every.send(facts.fact(1));
        every.send(facts.fact(4));
        every.send(facts.fact(3));
        every.send(facts.fact(4));
        await().untilAsserted(() -> assertThat(waitingHere()).isEqualTo(2));
        assertThat(appliedTexts()).containsExactly("1");

        every.send(facts.fact(2));

        awaitApplied("1", "2", "3", "4");
        assertThat(waitingHere()).isZero();
        assertThat(database.column("select parked from inbox_mark where aggregate = ?", facts.aggregate))
                .containsExactly("0");
    }

    @Test
    void firstFactSeenMayBeBehindGap() {
        every.send(facts.fact(2));
        await().untilAsserted(() -> assertThat(waitingHere()).isEqualTo(1));

        every.send(facts.fact(1));

        awaitApplied("1", "2");
    }

    @Test
    void gapOfOneAggregateDoesNotHoldUpAnother() {
        Facts other = new Facts("test.every.v1");
        every.send(facts.fact(2));
        every.send(other.fact(1));

        await().untilAsserted(() -> assertThat(
                        database.column("select text from applied where aggregate = ?", other.aggregate))
                .containsExactly("1"));
        assertThat(appliedTexts()).isEmpty();
    }

    @Test
    void unknownTypesAreIgnoredWithoutStoppingTheAggregate() {
        every.send(facts.fact(1, "dev.gatehouse.elsewhere.NeverHeardOf.v9", "{\"surprise\":[1]}"));
        every.send(facts.fact(2));

        await().untilAsserted(() -> assertThat(mark()).isEqualTo("2"));
        assertThat(letters()).isEmpty();
    }

    @Test
    void failureIsTriedAgainInNewTransactionAndLeavesNoTrace() {
        every.send(facts.fact(1, "{\"text\":\"third time lucky\",\"failures\":2}"));

        awaitApplied("third time lucky");
        assertThat(applied.tries(facts.id(1))).isEqualTo(3);
        assertThat(letters()).isEmpty();
    }

    @Test
    void rejectedFactBecomesDeadLetterAtOnceAndThePartitionGoesOn() {
        Facts other = new Facts("test.every.v1");
        ProducerRecord<String, byte[]> rejected = facts.fact(1, "{\"text\":\"bad\",\"reject\":\"the shelf is full\"}");
        every.send(rejected);
        every.send(other.fact(1));

        await().untilAsserted(() -> assertThat(letters()).containsExactly("the shelf is full"));
        assertThat(applied.tries(facts.id(1))).isEqualTo(1);
        assertThat(appliedTexts()).isEmpty();
        assertThat(database.column("select stale from inbox_mark where aggregate = ?", facts.aggregate))
                .containsExactly("t");
        await().untilAsserted(() -> assertThat(
                        database.column("select text from applied where aggregate = ?", other.aggregate))
                .containsExactly("1"));

        ConsumerRecord<String, byte[]> letter = dead("test.every.v1.dlq", facts.aggregate);
        assertThat(letter.value()).isEqualTo(rejected.value());
        assertThat(header(letter, "content-type")).isEqualTo("application/cloudevents+json");
        assertThat(header(letter, "gatehouse-reason")).isEqualTo("the shelf is full");
        assertThat(header(letter, "gatehouse-service")).isEqualTo("messaging-test");
        assertThat(header(letter, "gatehouse-origin")).matches("test\\.every\\.v1/\\d+/\\d+");
    }

    @Test
    void factThatFailsFiveTimesBecomesDeadLetter() {
        every.send(facts.fact(1, "{\"text\":\"hopeless\",\"failures\":1000}"));

        await().untilAsserted(
                        () -> assertThat(letters()).singleElement().asString().contains("failed on purpose, try 5"));
        assertThat(appliedTexts()).isEmpty();
    }

    @Test
    void handlerThatCannotReadItsOwnDocumentIsNoAbsentDatabase() {
        every.send(facts.fact(1, "{\"text\":\"x\",\"unreadable\":true}"));

        await().untilAsserted(
                        () -> assertThat(letters()).singleElement().asString().contains("a stored document is broken"));
        assertThat(applied.tries(facts.id(1))).isEqualTo(5);
    }

    @Test
    void recordsThatNoColumnCanHoldBecomeDeadLettersAndThePartitionGoesOn() {
        String long10k = UUID.randomUUID() + "x".repeat(10_000);
        every.send(order("nul\0key", "ce_subject", "a"));
        every.send(order("key", "ce_subject", "nul\0subject"));
        every.send(order("key", "ce_subject", long10k));
        every.send(order("key", "ce_source", "/" + long10k));
        every.send(order(long10k, "ce_subject", "a"));
        every.send(order("key", "ce_type", "nul\0type"));
        every.send(new ProducerRecord<>("test.every.v1", "nul\0" + facts.aggregate, new byte[] {1}));
        every.send(new ProducerRecord<>("test.every.v1", long10k, new byte[] {1}));
        every.send(
                facts.raw(new String(facts.fact(1).value(), StandardCharsets.UTF_8).replace(facts.aggregate, long10k)));
        every.send(facts.fact(1));
        byte[] good = "{\"text\":\"good\"}".getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < 3; partition++) {
            Headers headers = order("key", "ce_subject", facts.aggregate).headers();
            every.send(new ProducerRecord<>("test.intake.v1", partition, (String) null, good, headers));
        }

        await().untilAsserted(() -> assertThat(appliedTexts()).containsExactlyInAnyOrder("1", "good", "good", "good"));
        await().untilAsserted(() -> {
            assertThat(letters("nul\uFFFDkey")).isEqualTo(1);
            assertThat(letters("key")).isEqualTo(4);
            assertThat(letters(long10k.substring(0, StorableText.NAME))).isEqualTo(2);
            assertThat(letters("nul\uFFFD" + facts.aggregate)).isEqualTo(1);
            assertThat(letters(facts.aggregate)).isEqualTo(1);
        });
        assertThat(database.count("select count(*) from inbox_mark where topic = 'test.intake.v1'"))
                .as("what nobody has authenticated leaves no marks")
                .isZero();
    }

    @Test
    void deadLetterThatFillsKafkasLimitLeavesWithoutItsValue() {
        ProducerRecord<String, byte[]> large =
                facts.fact(1, "{\"reject\":\"too much\",\"text\":\"" + "x".repeat(1_040_000) + "\"}");
        every.send(large);

        ConsumerRecord<String, byte[]> letter = dead("test.every.v1.dlq", facts.aggregate);
        assertThat(header(letter, "gatehouse-truncated")).isEqualTo("true");
        assertThat(header(letter, "gatehouse-reason")).isEqualTo("too much");
        assertThat(letter.value()).isEmpty();
        assertThat(database.count("select octet_length(value) from dead_letter where aggregate = ?", facts.aggregate))
                .isEqualTo(large.value().length);
    }

    @Test
    void recordReceivedByTwoAtOnceIsAppliedOnce() {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>(
                "test.every.v1", 0, 0, facts.aggregate, facts.fact(1).value());
        List<CompletableFuture<Void>> receivers = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> bridge.await(() -> inbox.receive(handler, message))))
                .limit(4)
                .toList();
        receivers.forEach(CompletableFuture::join);

        assertThat(appliedTexts()).containsExactly("1");
    }

    @Test
    void parkedFactsThatCrashLeftBehindAreSweptFree() {
        every.send(facts.fact(2));
        every.send(facts.fact(3));
        await().untilAsserted(() -> assertThat(waitingHere()).isEqualTo(2));
        // As if the process had died right after number 1 was committed.
        database.execute("update inbox_mark set last = 1 where aggregate = ?", facts.aggregate);

        bridge.await(sweep::sweep);

        assertThat(appliedTexts()).containsExactly("2", "3");
        assertThat(waitingHere()).isZero();
    }

    @Test
    void malformedRecordsBecomeDeadLettersWithTheirBytes() {
        every.send(facts.raw("{\"specversion\":\"1.0\",\"id\":"));
        every.send(facts.raw("{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/s\"}"));
        every.send(facts.raw("{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/s\",\"type\":\"t\",\"data\":{}}"));
        every.send(facts.raw("{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"a\","
                + "\"data\":{}}"));
        every.send(facts.raw("{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"a\","
                + "\"sequence\":\"soon\",\"data\":{}}"));
        every.send(new ProducerRecord<>("test.every.v1", facts.aggregate, null));
        every.send(facts.fact(1));

        awaitApplied("1");
        List<String> reasons =
                database.column("select reason from dead_letter where key = ? order by \"offset\"", facts.aggregate);
        assertThat(reasons).hasSize(6);
        assertThat(reasons.get(0)).startsWith("not a CloudEvent");
        assertThat(reasons.get(1)).startsWith("not a CloudEvent").contains("type");
        assertThat(reasons.get(2)).contains("no subject");
        assertThat(reasons.get(3)).contains("no sequence");
        assertThat(reasons.get(4)).contains("sequence is not a decimal number: soon");
        assertThat(reasons.get(5)).contains("no value");
        assertThat(dead("test.every.v1.dlq", facts.aggregate).value())
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void newestStateWinsOnCompactedTopics() {
        Facts states = new Facts("test.latest.v1");
        every.send(states.fact(7));
        every.send(states.fact(5));
        every.send(states.fact(7));
        every.send(states.fact(9));

        await().untilAsserted(() -> assertThat(database.column(
                        "select text from applied where aggregate = ? order by position", states.aggregate))
                .containsExactly("7", "9"));
    }

    @Test
    void binaryModeEventWithoutSubjectAndSequenceReachesIntake() {
        String id = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> order =
                new ProducerRecord<>("test.intake.v1", null, "{\"text\":\"order\"}".getBytes(StandardCharsets.UTF_8));
        header(order, "ce_specversion", "1.0");
        header(order, "ce_id", id);
        header(order, "ce_source", "/producers/shop");
        header(order, "ce_type", "dev.gatehouse.intake.StackOrdered.v1");
        header(order, "ce_time", "2026-01-02T03:04:05.000Z");
        header(order, "ce_signature", "a..b");
        header(order, "content-type", "application/json");
        every.send(order);

        await().untilAsserted(() -> assertThat(
                        database.column("select aggregate || text from applied where event_id = ?", id))
                .containsExactly("order"));
    }

    /** An intake event that its handler rejects. */
    private static ProducerRecord<String, byte[]> order(String key, String attribute, String value) {
        ProducerRecord<String, byte[]> order = new ProducerRecord<>(
                "test.intake.v1", key, "{\"reject\":\"unsigned\"}".getBytes(StandardCharsets.UTF_8));
        Map<String, String> attributes = new HashMap<>(Map.of(
                "ce_specversion", "1.0",
                "ce_id", UUID.randomUUID().toString(),
                "ce_source", "/producers/shop",
                "ce_type", "dev.gatehouse.intake.StackOrdered.v1"));
        attributes.put(attribute, value);
        attributes.forEach((name, text) -> header(order, name, text));
        return order;
    }

    private long letters(String key) {
        return database.count("select count(*) from dead_letter where key = ?", key);
    }

    private void awaitApplied(String... texts) {
        await().untilAsserted(() -> assertThat(appliedTexts()).containsExactly(texts));
    }

    private List<String> appliedTexts() {
        return database.column("select text from applied where aggregate = ? order by position", facts.aggregate);
    }

    private long waitingHere() {
        return database.count("select count(*) from inbox_parked where aggregate = ?", facts.aggregate);
    }

    private String mark() {
        return String.join("", database.column("select last from inbox_mark where aggregate = ?", facts.aggregate));
    }

    private List<String> letters() {
        return database.column("select reason from dead_letter where aggregate = ?", facts.aggregate);
    }

    private ConsumerRecord<String, byte[]> dead(String topic, String key) {
        try (Topic letters = new Topic(parts, topic)) {
            return await().until(() -> letters.records(key), records -> !records.isEmpty())
                    .get(0);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
