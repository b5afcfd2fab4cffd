package dev.gatehouse.upgrade.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.NullPlace;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.upgrade.stack.StackFacts;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The consumer's side of the contract: what this service reads stands in the examples under the names it reads. */
class StackFactsContractTest {
    private static final UUID STACK = UUID.fromString("0f5d4c36-6d1f-4a55-9e9b-3a0a4a8e7c11");

    @Test
    void stackRequestedSaysWhatIsAskedFor() {
        StackRequested fact = read("StackRequested", StackRequested.class);

        assertThat(fact.request())
                .isEqualTo(new StackFacts.Request(
                        STACK, "shop", "checkout", "development", "checkout-shop", 1, "web-stack", "1.0.0"));
    }

    @Test
    void stackProvisionedSaysWhichOperationHasEnded() {
        StackProvisioned fact = read("StackProvisioned", StackProvisioned.class);

        assertThat(fact)
                .isEqualTo(new StackProvisioned(STACK, new Operation(1), Instant.parse("2026-11-22T09:30:04.120Z")));
    }

    @Test
    void stackDeletedSaysWhichOperationLeftNothing() {
        StackDeleted fact = read("StackDeleted", StackDeleted.class);

        assertThat(fact)
                .isEqualTo(new StackDeleted(STACK, new Operation(2), Instant.parse("2026-11-22T10:00:02.120Z")));
    }

    @Test
    void aNullThatTheContractDoesNotAllowIsRefusedWithItsPlace() {
        NullPlace.check("StackRequested", data -> read(data, StackRequested.class));
        NullPlace.check("StackProvisioned", data -> read(data, StackProvisioned.class));
        NullPlace.check("StackDeleted", data -> read(data, StackDeleted.class));
    }

    private static <T> T read(String event, Class<T> type) {
        try {
            return read(
                    new ObjectMapper().readTree(EventContract.example(event)).get("data"), type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T read(JsonNode data, Class<T> type) {
        return EventData.read(type.getSimpleName(), data, type);
    }
}
