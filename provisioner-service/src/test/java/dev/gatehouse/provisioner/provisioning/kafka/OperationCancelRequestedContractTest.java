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
import dev.gatehouse.provisioner.provisioning.CancelOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer's half of the contract: the example is read, whatever is added to it. */
class OperationCancelRequestedContractTest {
    @Test
    void theExampleIsRead() {
        assertThat(read(example()))
                .isEqualTo(new CancelOperation(
                        "0f5d4c36-6d1f-4a55-9e9b-3a0a4a8e7c11", "3d0c7a52-8b1f-4c39-9f0a-7e5d1b2a6c33", "dana"));
    }

    @Test
    void addedFieldsAreTolerated() {
        ObjectNode data = example();
        data.put("added", true).withObject("/operation").put("added", true);
        assertThat(read(data)).isEqualTo(read(example()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stackId", "operation", "requestedBy"})
    void aMissingFieldIsRefused(String field) {
        ObjectNode data = example();
        data.remove(field);
        assertThatThrownBy(() -> read(data)).isInstanceOf(RejectedEvent.class).hasMessageContaining(field);
    }

    @Test
    void aNullThatTheContractDoesNotAllowIsRefusedWithItsPlace() {
        NullPlace.check("OperationCancelRequested", OperationCancelRequestedContractTest::read);
    }

    private static CancelOperation read(JsonNode data) {
        return EventData.read(OperationCancelRequested.TYPE, data, OperationCancelRequested.class)
                .command();
    }

    private static ObjectNode example() {
        return Events.data(Events.parse(EventContract.example("OperationCancelRequested")));
    }
}
