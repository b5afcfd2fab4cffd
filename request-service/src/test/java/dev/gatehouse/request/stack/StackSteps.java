package dev.gatehouse.request.stack;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TopicReader;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Provisioner;
import dev.gatehouse.request.Samples;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of a stack's operations do and look at: as dana of its team over HTTP, and as the provisioner over Kafka. */
abstract class StackSteps {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    Parts parts;
    Api api;
    Provisioner provisioner;

    @BeforeEach
    void open() {
        api = new Api(parts);
        provisioner = new Provisioner(parts);
    }

    @AfterEach
    void close() {
        provisioner.close();
    }

    /** Requests a stack of a fresh template, provisions it and gives its id. */
    String ready(Map<String, Object> parameters) {
        String stack = api.requestStack(api.releasedTemplate(), Samples.name("shop"), parameters)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        provisioner.provision(stack, operation(stack));
        awaitPhase(stack, "READY");
        return stack;
    }

    List<String> told(String stack, int facts) {
        TopicReader records = parts.topic("request.stack.v1");
        return await().atMost(PATIENCE).until(() -> records.holding(stack), found -> found.size() == facts).stream()
                .map(TopicReader::value)
                .toList();
    }

    Response shown(String stack) {
        return api.as("dana").get("/api/v1/stacks/" + stack);
    }

    String operation(String stack) {
        return shown(stack).path("operation.id");
    }

    List<String> events(String stack) {
        return api.as("dana").get("/api/v1/stacks/" + stack + "/timeline").path("items.event");
    }

    void awaitPhase(String stack, String phase) {
        await().atMost(PATIENCE).untilAsserted(() -> shown(stack).then().body("phase", equalTo(phase)));
    }

    List<String> summaries(String stack) {
        return api.as("dana").get("/api/v1/stacks/" + stack + "/timeline").path("items.summary");
    }
}
