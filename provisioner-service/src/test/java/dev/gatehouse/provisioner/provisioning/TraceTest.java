package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.SpanRecording;
import dev.gatehouse.provisioner.Stacks;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One trace from the consumed record through Temporal to the engine and on to the facts. */
@QuarkusTest
@RealParts
class TraceTest {
    Parts parts;

    @Inject
    SpanRecording recording;

    @Test
    void theTraceOfTheRequestReachesTheEngineAndTheFacts() {
        InMemorySpanExporter spans = recording.exporter();
        Stacks stacks = new Stacks(parts);
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased("traced@1.0.0");
        Events.component(release, "database", "postgresql");
        ObjectNode request = Events.stackRequested("traced", stacks.release(release));
        String trace = UUID.randomUUID().toString().replace("-", "");
        assertThat(TraceId.isValid(trace)).isTrue();
        request.put("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        String stack = stacks.request(request);
        List<ObjectNode> facts =
                stacks.awaitFacts(stack, "ProvisioningStarted", "ComponentProvisioned", "StackProvisioned");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> span.getTraceId().equals(trace))
                .extracting(SpanData::getName)
                .contains("process request.stack.v1", "engine apply postgresql")
                .anyMatch(name -> name.contains("StackProvisioningWorkflow"))
                .anyMatch(name -> name.contains("ApplyComponent")));
        assertThat(facts).allSatisfy(fact -> assertThat(fact.path("traceparent").asText())
                .startsWith("00-" + trace));
    }
}
