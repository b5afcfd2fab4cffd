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
class StackRequestedContractTest {
    @Test
    void theExampleIsRead() {
        StackOrder order = read(example());
        assertThat(order.namespace()).isEqualTo("checkout-shop");
        assertThat(order.operation()).isEqualTo(new Operation("8a1f2a0c-6a0e-4d63-8a1e-3f4f4c1f9f20", 1, "provision"));
        assertThat(order.parameters()).isEqualTo(Map.of("replicas", 3));
        assertThat(order.defaults()).containsEntry("connections", 20);
        assertThat(order.template().version()).isEqualTo("1.0.0");
    }

    @Test
    void addedFieldsAreTolerated() {
        ObjectNode data = example();
        data.put("added", true).withObject("/operation").put("added", true);
        data.withObject("/template").put("added", true);
        assertThat(read(data)).isEqualTo(read(example()));
    }

    @Test
    void whoNamesNothingToAdoptAdoptsNothing() {
        ObjectNode data = example();
        data.remove("adopt");
        assertThat(read(data).adopt()).isEmpty();
        data.putNull("adopt");
        assertThat(read(data).adopt()).isEmpty();
        data.putArray("adopt").add("database");
        assertThat(read(data).adopt()).containsExactly("database");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stackId", "team", "namespace", "template", "operation", "generation"})
    void aMissingFieldIsRefused(String field) {
        ObjectNode data = example();
        data.remove(field);
        assertThatThrownBy(() -> read(data)).isInstanceOf(RejectedEvent.class).hasMessageContaining(field);
    }

    @Test
    void aNullThatTheContractDoesNotAllowIsRefusedWithItsPlace() {
        NullPlace.check("StackRequested", StackRequestedContractTest::read);
    }

    private static StackOrder read(JsonNode data) {
        return EventData.read(StackRequested.TYPE, data, StackRequested.class).order();
    }

    private static ObjectNode example() {
        return Events.data(Events.parse(EventContract.example("StackRequested")));
    }
}
