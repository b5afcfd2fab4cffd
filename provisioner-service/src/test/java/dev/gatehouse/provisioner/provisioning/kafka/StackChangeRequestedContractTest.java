package dev.gatehouse.provisioner.provisioning.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer's half of the contract: the example is read, whatever is added to it. */
class StackChangeRequestedContractTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theExampleIsRead() throws Exception {
        StackOrder order = read(example());
        assertThat(order.namespace()).isEqualTo("checkout-shop");
        assertThat(order.operation()).isEqualTo(new Operation("3d0c7a52-8b1f-4c39-9f0a-7e5d1b2a6c33", 2, "change"));
        assertThat(order.operation().changes()).isTrue();
        assertThat(order.parameters()).isEqualTo(Map.of("replicas", 5));
        assertThat(order.defaults()).containsEntry("connections", 20);
        assertThat(order.repair()).containsExactly("database");
        assertThat(order.generation()).isEqualTo(2);
        assertThat(order.plan()).isEqualTo(example().get("plan").asText());
    }

    @Test
    void withoutAListNothingIsRepaired() throws Exception {
        ObjectNode data = example();
        data.remove("repair");
        assertThat(read(data).repair()).isEmpty();
    }

    @Test
    void withoutAPlanNoneWasShown() throws Exception {
        ObjectNode data = example();
        data.remove("plan");
        assertThat(read(data).bound()).isFalse();
    }

    @Test
    void addedFieldsAreTolerated() throws Exception {
        ObjectNode data = example();
        data.put("added", true).withObject("/operation").put("added", true);
        assertThat(read(data)).isEqualTo(read(example()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stackId", "team", "namespace", "template", "parameters", "operation", "generation"})
    void aMissingFieldIsRefused(String field) {
        ObjectNode data = example();
        data.remove(field);
        assertThatThrownBy(() -> read(data))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "labels", "name", "version", "id", "kind"})
    void aNullWithinAFieldIsRefused(String field) {
        ObjectNode data = example();
        switch (field) {
            case "repair" -> data.withArray("/repair").addNull();
            case "labels" -> data.withObject("/labels").putNull("a");
            case "name", "version" -> data.withObject("/template").putNull(field);
            default -> data.withObject("/operation").putNull(field);
        }
        assertThatThrownBy(() -> read(data))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining(field);
    }

    @Test
    void anOperationOfAnotherKindIsRefused() {
        ObjectNode data = example();
        data.withObject("/operation").put("kind", "provision");
        assertThatThrownBy(() -> read(data))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("kind");
    }

    private StackOrder read(ObjectNode data) throws Exception {
        return json.treeToValue(data, StackChangeRequested.class).order();
    }

    private static ObjectNode example() {
        return Events.data(Events.parse(EventContract.example("StackChangeRequested")));
    }
}
