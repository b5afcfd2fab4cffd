package dev.gatehouse.messaging.outage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.Database;
import dev.gatehouse.messaging.Facts;
import dev.gatehouse.messaging.Topic;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.note.Applied;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What others are absent for a while does to facts: they are late, none is lost, none comes twice. */
@QuarkusTest
class OutageTest {
    private static final String TOPIC = "test.outbox.v1";
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    Parts parts;

    @Inject
    Outbox outbox;

    @Inject
    BlockingBridge bridge;

    @Inject
    Applied applied;

    private final String aggregate = UUID.randomUUID().toString();

    @Test
    void factsWaitWhileKafkaIsAwayAndArriveInOrderWhenItIsBack() {
        Facts facts = new Facts("test.every.v1");
        tell("before");
        await().atMost(RECOVERY).until(() -> waiting() == 0);
        parts.stopKafka();
        try {
            tell("during 1");
            tell("during 2");
            await().atMost(RECOVERY).untilAsserted(() -> assertThat(down()).contains("Kafka"));
            assertThat(waiting()).isEqualTo(2);
            await().atMost(RECOVERY).untilAsserted(() -> {
                assertThat(metric("gatehouse_messaging_outbox_depth_rows")).isGreaterThanOrEqualTo(2);
                assertThat(metric("gatehouse_messaging_outbox_age_seconds")).isGreaterThan(1);
            });
        } finally {
            parts.startKafka();
        }
        tell("after");

        try (Topic topic = new Topic(parts, TOPIC)) {
            await().atMost(RECOVERY).until(() -> topic.records(aggregate).size() == 4);
            assertThat(topic.records(aggregate))
                    .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
                    .extracting(event -> event.replaceAll(".*\"sequence\":\"(\\d+)\".*", "$1"))
                    .containsExactly("1", "2", "3", "4");
            topic.send(facts.fact(1));
        }
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(applied(facts)).isEqualTo(1));
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(down()).isEmpty());
    }

    @Test
    void factsAreConsumedOnceAndToldAfterPostgresqlWasAway() {
        Facts facts = new Facts("test.every.v1");
        try (Topic every = new Topic(parts, "test.every.v1")) {
            every.send(facts.fact(1));
            await().untilAsserted(() -> assertThat(applied(facts)).isEqualTo(1));
            parts.stopPostgresql();
            try {
                every.send(facts.fact(2));
                every.send(facts.fact(3));
                await().atMost(RECOVERY).untilAsserted(() -> assertThat(down()).containsIgnoringCase("PostgreSQL"));
            } finally {
                parts.startPostgresql();
            }

            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(applied(facts)).isEqualTo(3));
            tell("after");
            try (Topic topic = new Topic(parts, TOPIC)) {
                await().atMost(RECOVERY).until(() -> topic.records(aggregate).size() == 1);
            }
            assertThat(new Database(parts)
                            .count("select count(*) from dead_letter where aggregate = ?", facts.aggregate))
                    .isZero();
            await().atMost(RECOVERY).untilAsserted(() -> assertThat(down()).isEmpty());
        }
    }

    private void tell(String text) {
        bridge.inTransaction(session -> outbox.publish(
                session, OutgoingEvent.of(TOPIC, "dev.gatehouse.test.Noted.v1", aggregate, Map.of("text", text))));
    }

    private long waiting() {
        return new Database(parts).count("select count(*) from outbox where aggregate = ?", aggregate);
    }

    private long applied(Facts facts) {
        return new Database(parts).count("select count(*) from applied where aggregate = ?", facts.aggregate);
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElse(0);
    }

    /** The names of the checks that keep this service from being ready. */
    private static String down() {
        List<String> names = given().get("/q/health/ready").path("checks.findAll { it.status == 'DOWN' }.name");
        return String.join(", ", names);
    }
}
