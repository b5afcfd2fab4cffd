package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace from HTTP through outbox, Kafka and Temporal to the engines. */
@ExtendWith(PlatformExtension.class)
class TraceIT {

    private static JsonNode log(String line) throws JsonProcessingException {
        return new ObjectMapper().readTree(line);
    }

    @Test
    void theCallersTraceIdIsOnEveryFactAndInTheLogsOfTheServicesThatTookPart(Platform platform) {
        String trace = UUID.randomUUID().toString().replace("-", "");
        Answer accepted = platform.user("dana")
                .post(
                        "/api/v1/stacks",
                        StackClient.body(StackClient.freeName(), "checkout"),
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-01");
        StackClient stack = new StackClient(platform.user("dana"), accepted.text("/id"));
        stack.awaitReady(Duration.ofSeconds(60));

        List<JsonNode> facts = Stream.of("request.stack.v1", "provisioner.stack.v1")
                .flatMap(topic -> platform.facts().about(topic, stack.id()).stream())
                .toList();
        assertThat(facts)
                .extracting(Facts::name)
                .contains("StackRequested", "ProvisioningStarted", "ComponentProvisioned", "StackProvisioned");
        assertThat(facts).allSatisfy(fact -> assertThat(fact.path("traceparent").asText())
                .startsWith("00-" + trace + "-"));
        // The engines tell nothing themselves: what they log while they apply a component carries the trace.
        assertThat(platform.logLines("provisioner"))
                .filteredOn(line -> line.contains(trace))
                .anySatisfy(line -> assertThat(line).contains("engine"))
                .anySatisfy(line -> {
                    assertThat(log(line).at("/mdc/traceId").asText()).isEqualTo(trace);
                    assertThat(log(line).at("/mdc/stackId").asText()).isEqualTo(stack.id());
                });
    }
}
