package dev.gatehouse.upgrade.release.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.NullPlace;
import dev.gatehouse.messaging.inbox.EventData;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The consumer's side of the contract: what this service reads stands in the example under the names it reads. */
class TemplateReleasedContractTest {
    @Test
    void templateReleasedNamesTheRelease() throws Exception {
        TemplateReleased fact = read(new ObjectMapper()
                .readTree(EventContract.example("TemplateReleased"))
                .get("data"));

        assertThat(fact)
                .isEqualTo(new TemplateReleased(
                        "web-stack",
                        "1.0.0",
                        "platform",
                        "0000000000000000000000000000000000000000000000000000000000000001",
                        Instant.parse("2026-11-22T09:30:01.120Z")));
    }

    @Test
    void aNullThatTheContractDoesNotAllowIsRefusedWithItsPlace() {
        NullPlace.check("TemplateReleased", TemplateReleasedContractTest::read);
    }

    private static TemplateReleased read(JsonNode data) {
        return EventData.read(TemplateReleased.TYPE, data, TemplateReleased.class);
    }
}
