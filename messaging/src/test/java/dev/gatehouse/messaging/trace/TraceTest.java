package dev.gatehouse.messaging.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.Database;
import dev.gatehouse.messaging.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    Parts parts;

    @Inject
    WorkflowClient client;

    @Inject
    ObjectMapper json;

    @Test
    void oneTraceLeadsFromHttpThroughOutboxAndKafkaToHandlerAndActivity() throws Exception {
        String id = UUID.randomUUID().toString();

        given().header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .post("/notes/" + id)
                .then()
                .statusCode(204);

        ConsumerRecord<String, byte[]> told;
        try (Topic topic = new Topic(parts, "test.every.v1")) {
            told = await().until(() -> topic.records(id), records -> records.size() == 1)
                    .get(0);
        }
        String attribute = json.readTree(told.value()).path("traceparent").asText();
        String header = new String(told.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8);
        Database database = new Database(parts);
        List<String> handler = await().until(
                        () -> database.column("select traceparent from applied where aggregate = ?", id),
                        rows -> !rows.isEmpty());
        String activity = activity("note/" + id);

        Set<String> spans = new HashSet<>();
        for (String traceparent : List.of(attribute, header, handler.get(0), activity)) {
            assertThat(traceparent).startsWith("00-" + TRACE + "-");
            spans.add(traceparent.substring(36, 52));
        }
        assertThat(spans)
                .as("request, sending, handling and activity have a span each")
                .hasSize(4);
    }

    @Test
    void brokenOrMissingTraceparentBeginsNoTrace() {
        assertThat(TraceParent.context(null)).isEqualTo(TraceParent.context("nonsense"));
    }

    private String activity(String workflow) {
        await().until(() -> {
            try {
                client.newUntypedWorkflowStub(workflow).signal("end");
                return true;
            } catch (WorkflowNotFoundException e) {
                return false;
            }
        });
        String result = client.newUntypedWorkflowStub(workflow).getResult(String.class);
        return result.substring(result.indexOf(' ') + 1);
    }
}
