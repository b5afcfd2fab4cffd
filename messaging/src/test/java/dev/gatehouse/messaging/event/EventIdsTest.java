package dev.gatehouse.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    @Test
    void idsAreVersion5AsInTheStandardsExample() {
        // RFC 9562, appendix A.4
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(EventIds.uuid5(dns, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void sameStepOfSameAttemptHasSameIdAndAnyOtherAnother() {
        UUID id = EventIds.of("operation", 1, "database");

        assertThat(EventIds.of("operation", 1, "database")).isEqualTo(id);
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(EventIds.of("operation", 2, "database")).isNotEqualTo(id);
        assertThat(EventIds.of("operation", 1, "application")).isNotEqualTo(id);
        assertThat(EventIds.of("other", 1, "database")).isNotEqualTo(id);
    }

    @Test
    void partsCannotBeShiftedIntoEachOther() {
        assertThat(EventIds.derived("a", "b/c")).isNotEqualTo(EventIds.derived("a/b", "c"));
        assertThat(EventIds.derived("ab")).isNotEqualTo(EventIds.derived("a", "b"));
    }
}
