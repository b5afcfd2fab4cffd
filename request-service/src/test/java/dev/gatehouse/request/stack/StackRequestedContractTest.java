package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TopicReader;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is really sent keeps to the contract. */
@QuarkusTest
class StackRequestedContractTest {
    Parts parts;

    @Test
    void theFactOfARequestKeepsToItsSchema() throws Exception {
        Api api = new Api(parts);
        String template = api.releasedTemplate();
        String stack = api.requestStack(template, Samples.name("shop"), Map.of("replicas", 3))
                .path("id");

        String event = told("request.stack.v1", stack);

        EventContract.check(event);
        JsonNode fact = new ObjectMapper().readTree(event);
        assertThat(fact.path("source").asText()).isEqualTo("/request-service");
        assertThat(fact.path("subject").asText()).isEqualTo(stack);
        assertThat(fact.path("sequence").asText()).isEqualTo("1");
        assertThat(fact.path("traceparent").asText()).isNotEmpty();
        assertThat(fact.at("/data/parameters").toString()).isEqualTo("{\"replicas\":3}");
        assertThat(fact.at("/data/defaults/connections").asInt()).isEqualTo(20);
        assertThat(fact.at("/data/defaults").has("replicas")).isFalse();
        assertThat(fact.at("/data/template/name").asText()).isEqualTo(template);
        assertThat(fact.at("/data/adopt")).isEmpty();
    }

    @Test
    void theFactOfAnAdoptionNamesWhatIsTakenOver() throws Exception {
        Api api = new Api(parts);
        String stack = api.as("dana")
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        Samples.name("shop"),
                        "team",
                        "checkout",
                        "template",
                        api.releasedTemplate(),
                        "adopt",
                        List.of("database")))
                .post("/api/v1/stacks")
                .path("id");

        String event = told("request.stack.v1", stack);

        EventContract.check(event);
        JsonNode fact = new ObjectMapper().readTree(event);
        assertThat(fact.at("/data/adopt").toString()).isEqualTo("[\"database\"]");
        assertThat(fact.at("/data/operation/kind").asText()).isEqualTo("adopt");
    }

    @Test
    void theFactOfAReleaseKeepsToItsSchema() throws Exception {
        String template = new Api(parts).releasedTemplate();

        String event = told("request.template.v1", template);

        EventContract.check(event);
        JsonNode fact = new ObjectMapper().readTree(event);
        assertThat(fact.path("subject").asText()).isEqualTo(template + "@1.0.0");
        assertThat(fact.at("/data/components/0/dependsOn").toString()).isEqualTo("[\"database\"]");
        assertThat(fact.at("/data/components/0/with/values/replicas").asText()).isEqualTo("${parameters.replicas}");
    }

    private String told(String topic, String text) {
        try (TopicReader records = new TopicReader(parts, topic)) {
            return await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> records.holding(text), found -> found.size() == 1)
                    .stream()
                    .map(TopicReader::value)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
