package dev.gatehouse.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {

    @ParameterizedTest
    @CsvSource({"1, 0, false", "1, 2, true", "2, 2, false"})
    void thereIsNothingToShowUntilItIsKnownHowMuchThereIsToDo(int operation, int total, boolean known)
            throws Exception {
        assertThat(ProgressLine.isKnown(progress(0, total), operation)).isEqualTo(known);
    }

    @Test
    void theLineSaysHowManyComponentsStand() throws Exception {
        assertThat(ProgressLine.text(progress(1, 2), Clock.systemUTC()))
                .isEqualTo("████████████░░░░░░░░░░░░  50 %  1 of 2 components");
    }

    private static JsonNode progress(int done, int total) throws Exception {
        return new ObjectMapper()
                .readTree("{\"operation\": {\"number\": 1}, \"percent\": %d, \"done\": %d, \"total\": %d}"
                        .formatted(done * 50, done, total));
    }
}
