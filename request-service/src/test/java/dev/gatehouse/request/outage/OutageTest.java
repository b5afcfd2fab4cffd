package dev.gatehouse.request.outage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TopicReader;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Provisioner;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others are absent for a while does to the gate: it says so or is late, and loses nothing. */
@QuarkusTest
class OutageTest {
    private static final Duration RECOVERY = Duration.ofSeconds(45);

    Parts parts;
    Api api;

    @BeforeEach
    void open() {
        api = new Api(parts);
    }

    @Test
    void withoutPostgresqlTheAnswerIsTryLaterAndTheSameRequestSucceedsLater() {
        String template = api.releasedTemplate();
        String name = Samples.name("shop");
        String key = UUID.randomUUID().toString();
        parts.stopPostgresql();
        try {
            request(template, name, key)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("https://gatehouse.dev/problems/unavailable"));
            api.as("dana").get("/api/v1/stacks").then().statusCode(503);
            await().atMost(RECOVERY)
                    .untilAsserted(
                            () -> assertThat(readiness(503)).contains("DOWN").containsIgnoringCase("postgresql"));
        } finally {
            parts.startPostgresql();
        }

        await().atMost(RECOVERY)
                .untilAsserted(() -> request(template, name, key).then().statusCode(202));
        request(template, name, key).then().statusCode(202).body("name", equalTo(name));
        await().atMost(RECOVERY).untilAsserted(() -> readiness(200));
    }

    @Test
    void withoutKafkaRequestsAreAcceptedAndToldLater() {
        String template = api.releasedTemplate();
        String stack;
        parts.stopKafka();
        try {
            stack = api.requestStack(template, Samples.name("shop"), Map.of())
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id");
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(readiness(503)).containsIgnoringCase("kafka"));
        } finally {
            parts.startKafka();
        }

        try (TopicReader told = new TopicReader(parts, "request.stack.v1");
                Provisioner provisioner = new Provisioner(parts)) {
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(told.holding(stack)).hasSize(1));
            provisioner.provision(
                    stack, api.as("dana").get("/api/v1/stacks/" + stack).path("operation.id"));
            await().atMost(RECOVERY)
                    .untilAsserted(() ->
                            api.as("dana").get("/api/v1/stacks/" + stack).then().body("phase", equalTo("READY")));
        }
        await().atMost(RECOVERY).untilAsserted(() -> readiness(200));
    }

    @Test
    void factsThatComeWhilePostgresqlIsAwayAreAppliedLater() {
        String stack = api.acceptedStack();
        String operation = api.as("dana").get("/api/v1/stacks/" + stack).path("operation.id");
        try (Provisioner provisioner = new Provisioner(parts)) {
            parts.stopPostgresql();
            try {
                provisioner.provision(stack, operation);
            } finally {
                parts.startPostgresql();
            }
        }

        await().atMost(RECOVERY)
                .untilAsserted(() ->
                        api.as("dana").get("/api/v1/stacks/" + stack).then().body("phase", equalTo("READY")));
        api.as("dana").get("/api/v1/stacks/" + stack + "/timeline").then().body("items.size()", equalTo(5));
    }

    private io.restassured.response.Response request(String template, String name, String key) {
        return api.as("dana")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of("name", name, "team", "checkout", "template", template))
                .post("/api/v1/stacks");
    }

    private static String readiness(int status) {
        return given().get("/q/health/ready")
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }
}
