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
class StackUpgradeRequestedContractTest {
    @Test
    void theExampleIsRead() {
        StackOrder order = read(example());
        assertThat(order.namespace()).isEqualTo("checkout-shop");
        assertThat(order.operation()).isEqualTo(new Operation("6f4b0d1c-5a7e-4e02-8d3b-2c9a1f7e5d44", 3, "upgrade"));
        assertThat(order.operation().upgrades()).isTrue();
        assertThat(order.template().version()).isEqualTo("2.0.0");
        assertThat(order.parameters()).isEqualTo(Map.of("replicas", 3));
        assertThat(order.repair()).isEmpty();
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
        NullPlace.check("StackUpgradeRequested", StackUpgradeRequestedContractTest::read);
    }

    private static StackOrder read(JsonNode data) {
        return EventData.read(StackUpgradeRequested.TYPE, data, StackUpgradeRequested.class)
                .order();
    }

    private static ObjectNode example() {
        return Events.data(Events.parse(EventContract.example("StackUpgradeRequested")));
    }
}
