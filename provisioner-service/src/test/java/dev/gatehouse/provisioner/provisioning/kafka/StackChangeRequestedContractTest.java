package dev.gatehouse.provisioner.provisioning.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.NullPlace;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer's half of the contract: the example is read, whatever is added to it. */
class StackChangeRequestedContractTest {
    @Test
    void theExampleIsRead() {
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
    void withoutAListNothingIsRepaired() {
        ObjectNode data = example();
        data.remove("repair");
        assertThat(read(data).repair()).isEmpty();
    }

    @Test
    void withoutAPlanNoneWasShown() {
        ObjectNode data = example();
        data.remove("plan");
        assertThat(read(data).bound()).isFalse();
    }

    @Test
    void addedFieldsAreTolerated() {
        ObjectNode data = example();
        data.put("added", true).withObject("/operation").put("added", true);
        assertThat(read(data)).isEqualTo(read(example()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stackId", "team", "namespace", "template", "parameters", "operation", "generation"})
    void aMissingFieldIsRefused(String field) {
        ObjectNode data = example();
        data.remove(field);
        assertThatThrownBy(() -> read(data)).isInstanceOf(RejectedEvent.class).hasMessageContaining(field);
    }

    @Test
    void anOperationOfAnotherKindIsRefused() {
        ObjectNode data = example();
        data.withObject("/operation").put("kind", "provision");
        assertThatThrownBy(() -> read(data)).isInstanceOf(RejectedEvent.class).hasMessageContaining("kind");
    }

    @Test
    void aNullThatTheContractDoesNotAllowIsRefusedWithItsPlace() {
        NullPlace.check("StackChangeRequested", StackChangeRequestedContractTest::read);
    }

    private static StackOrder read(JsonNode data) {
        return EventData.read(StackChangeRequested.TYPE, data, StackChangeRequested.class)
                .order();
    }

    private static ObjectNode example() {
        return Events.data(Events.parse(EventContract.example("StackChangeRequested")));
    }
}
