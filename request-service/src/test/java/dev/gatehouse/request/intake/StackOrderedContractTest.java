package dev.gatehouse.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.request.intake.model.SignedOrder;
import dev.gatehouse.request.stack.RequestStack;
import dev.gatehouse.request.stack.json.StackRequestJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The consumer's half of the contract; the other half are our users' services, for whom the example is written. */
class StackOrderedContractTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theExampleIsAnOrder() throws Exception {
        JsonNode example = json.readTree(EventContract.example("StackOrdered"));
        byte[] data = example.path("data").toString().getBytes(StandardCharsets.UTF_8);

        RequestStack order = new StackRequestJson().read(data).request();

        assertThat(order)
                .isEqualTo(new RequestStack(
                        "shop",
                        "checkout",
                        "web-stack",
                        "1.0.0",
                        Map.of("replicas", 3L),
                        "development",
                        Map.of("branch", "main"),
                        List.of(),
                        null));
    }

    @Test
    void theExamplesAttributesAreTaken() throws Exception {
        JsonNode example = json.readTree(EventContract.example("StackOrdered"));

        SignedOrder order = new SignedOrder(
                example.path("id").asText(),
                example.path("source").asText(),
                example.path("type").asText(),
                example.path("time").asText(),
                new byte[0],
                example.path("signature").asText());

        assertThat(order.formFault()).isEmpty();
        assertThat(order.producer()).hasValue("ci");
    }
}
