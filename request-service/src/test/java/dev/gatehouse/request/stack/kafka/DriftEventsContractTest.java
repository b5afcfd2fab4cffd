package dev.gatehouse.request.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.NullPlace;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.request.stack.model.Degradation;
import dev.gatehouse.request.stack.model.DriftFact.Degraded;
import dev.gatehouse.request.stack.model.DriftFact.Recovered;
import dev.gatehouse.request.stack.model.DriftFact.RepairNeeded;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provisioner's events about drift as the contract shows them are read, tolerantly. */
class DriftEventsContractTest {

    @Test
    void everyExampleIsRead() throws JsonProcessingException {
        assertThat(DriftEvents.read(event("StackDegraded", example("StackDegraded"))))
                .hasValue(new Degraded(new Degradation(
                        List.of("application"),
                        "application (gitops) is not as it was made",
                        Instant.parse("2026-11-22T11:10:00.120Z"))));
        assertThat(DriftEvents.read(event("StackRecovered", example("StackRecovered"))))
                .hasValue(new Recovered());
        assertThat(DriftEvents.read(event("RepairNeeded", example("RepairNeeded"))))
                .hasValue(new RepairNeeded(List.of("application"), 1));
        assertThat(DriftEvents.read(event("DriftDetected", example("DriftDetected"))))
                .isEmpty();
        assertThat(DriftEvents.read(event("DriftResolved", example("DriftResolved"))))
                .isEmpty();
    }

    @Test
    void addedFieldsAreToleratedAndMissingOnesNamed() throws JsonProcessingException {
        ObjectNode data = example("RepairNeeded").put("added", 1);
        assertThat(DriftEvents.read(event("RepairNeeded", data))).isPresent();

        data.remove("operationNumber");
        assertThatThrownBy(() -> DriftEvents.read(event("RepairNeeded", data)))
                .isInstanceOf(RejectedEvent.class)
                .hasMessageContaining("operationNumber");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StackDegraded", "RepairNeeded"})
    void aNullThatTheContractDoesNotAllowIsRefusedWithItsPlace(String name) {
        NullPlace.check(name, data -> DriftEvents.read(event(name, data)));
    }

    private static ObjectNode example(String name) throws JsonProcessingException {
        return (ObjectNode)
                new ObjectMapper().readTree(EventContract.example(name)).path("data");
    }

    private static Event event(String name, JsonNode data) {
        return new Event(
                "id",
                URI.create("/provisioner-service"),
                "dev.gatehouse.provisioner." + name + ".v1",
                "0f5d4c36-6d1f-4a55-9e9b-3a0a4a8e7c11",
                null,
                1,
                data,
                new byte[0],
                Map.of());
    }
}
