package dev.gatehouse.messaging.observability;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.Facts;
import dev.gatehouse.messaging.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ObservabilityTest {
    Parts parts;

    @Test
    void readinessNamesEachPartAndItsAddress() {
        var report = given().get("/q/health/ready").then().statusCode(200).extract();

        assertThat(report.<String>path("status")).isEqualTo("UP");
        assertThat(report.<String>path("checks.find { it.name == 'Kafka' }.data.address"))
                .isEqualTo(parts.kafkaProperties("admin").get("bootstrap.servers"));
        assertThat(report.<String>path("checks.find { it.name == 'Temporal' }.data.address"))
                .isEqualTo(parts.temporalAddress());
        assertThat(report.<String>path("checks.find { it.name == 'Temporal' }.data.kind"))
                .isEqualTo("in-memory");
        assertThat(report.<String>path("checks.name.toString()")).containsIgnoringCase("PostgreSQL");
    }

    @Test
    void duplicatesGapsAndDeadLettersAreCounted() {
        double duplicates = metric("gatehouse_messaging_duplicates_dropped_total{topic=\"test.every.v1\"}");
        double letters = metric("gatehouse_messaging_dead_letters_total{topic=\"test.every.v1\"}");
        Facts facts = new Facts("test.every.v1");
        Facts gapped = new Facts("test.every.v1");
        try (Topic every = new Topic(parts, "test.every.v1")) {
            every.send(facts.fact(1));
            every.send(facts.fact(1));
            every.send(facts.fact(2, "{\"reject\":\"no\"}"));
            every.send(gapped.fact(2));
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(metric("gatehouse_messaging_duplicates_dropped_total{topic=\"test.every.v1\"}"))
                    .isGreaterThanOrEqualTo(duplicates + 1);
            assertThat(metric("gatehouse_messaging_dead_letters_total{topic=\"test.every.v1\"}"))
                    .isGreaterThanOrEqualTo(letters + 1);
            assertThat(metric("gatehouse_messaging_parked_events ")).isGreaterThanOrEqualTo(1);
            assertThat(metric("gatehouse_messaging_gaps_aggregates ")).isGreaterThanOrEqualTo(1);
            assertThat(metric("gatehouse_messaging_dead_letters_waiting ")).isGreaterThanOrEqualTo(1);
            assertThat(metric("gatehouse_messaging_stale_aggregates ")).isGreaterThanOrEqualTo(1);
        });
    }

    @Test
    void backlogIsMeasured() {
        String metrics = metrics();

        assertThat(metrics)
                .contains("gatehouse_messaging_outbox_depth_rows ")
                .contains("gatehouse_messaging_outbox_age_seconds ")
                .contains("gatehouse_messaging_workflow_starts_waiting ");
    }

    @Test
    void temporalsOwnMetricsAreShownToo() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(metrics()).contains("temporal_"));
    }

    private static double metric(String name) {
        return Arrays.stream(metrics().split("\n"))
                .filter(line -> line.startsWith(name))
                // An exemplar (a trace id) may follow the value.
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(name.length()).strip().split(" ")[0]))
                .findFirst()
                .orElse(0);
    }

    private static String metrics() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }
}
