package dev.gatehouse.upgrade.release.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.gatehouse.local.testing.EventContract;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The consumer's side of the contract: what this service reads stands in the example under the names it reads. */
class TemplateReleasedContractTest {
    private final ObjectMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Test
    void templateReleasedNamesTheRelease() throws Exception {
        TemplateReleased fact = json.treeToValue(
                json.readTree(EventContract.example("TemplateReleased")).get("data"), TemplateReleased.class);

        assertThat(fact)
                .isEqualTo(new TemplateReleased(
                        "web-stack",
                        "1.0.0",
                        "platform",
                        "0000000000000000000000000000000000000000000000000000000000000001",
                        Instant.parse("2026-11-22T09:30:01.120Z")));
    }
}
