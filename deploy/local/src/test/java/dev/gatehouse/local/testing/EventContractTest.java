package dev.gatehouse.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventContractTest {

    @ParameterizedTest
    @MethodSource("dev.gatehouse.local.testing.EventContract#events")
    void everyExampleKeepsTheContract(String event) {
        assertThat(EventContract.violations(EventContract.example(event))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"specversion\": \"1.0\"",
                "\"partitionkey\": \"0f5d4c36-6d1f-4a55-9e9b-3a0a4a8e7c11\"",
                "\"sequence\": \"1\"",
                "\"time\": \"2026-11-22T09:30:00.120Z\"",
                "\"namespace\": \"checkout-shop\"",
                "\"generation\": 1"
            })
    void aMissingOrRenamedAttributeIsFound(String attribute) {
        String example = EventContract.example("StackRequested");
        assertThat(example).contains(attribute);
        String broken = example.replace(attribute, "\"x" + attribute.substring(1));
        assertThat(EventContract.violations(broken)).isNotEmpty();
        assertThatThrownBy(() -> EventContract.check(broken)).isInstanceOf(AssertionError.class);
    }

    @Test
    void dataOfTheWrongKindIsFoundWithItsPlace() {
        String broken = EventContract.example("StackRequested").replace("\"generation\": 1", "\"generation\": \"one\"");
        assertThat(EventContract.violations(broken)).singleElement().asString().startsWith("data/generation");
    }

    @Test
    void anAddedFieldIsTolerated() {
        String more =
                EventContract.example("StackRequested").replace("\"generation\": 1", "\"generation\": 1, \"new\": {}");
        assertThat(EventContract.violations(more)).isEmpty();
    }

    @Test
    void anUnknownEventIsFound() {
        String unknown = EventContract.example("StackRequested").replace("StackRequested.v1", "StackDreamt.v1");
        assertThat(EventContract.violations(unknown)).anyMatch(violation -> violation.contains("StackDreamt.v1.json"));
        assertThat(EventContract.violations("not json")).isNotEmpty();
    }
}
