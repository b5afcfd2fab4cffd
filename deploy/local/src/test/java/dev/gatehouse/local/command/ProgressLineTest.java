package dev.gatehouse.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
                .isEqualTo("████████░░░░░░░░  50 %  1 of 2 components");
    }

    @ParameterizedTest
    @CsvSource({"1, 1 run", "2, 2 runs"})
    void theLineSaysHowMuchIsLeftAndByHowManyRunsThatWasLearned(int runs, String learned) throws Exception {
        ObjectNode progress = progress(1, 2);
        progress.put("expectedEnd", "2026-11-28T12:00:07.500Z").put("learnedFrom", runs);

        assertThat(ProgressLine.text(progress, Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC)))
                .endsWith("1 of 2 components, about 8 s left (" + learned + ")");
    }

    /** A wrapped line would not be written over, but scroll the timeline away. */
    @Test
    void theLongestLineFitsInEightyColumns() throws Exception {
        ObjectNode progress = progress(100, 100);
        progress.put("percent", 100).put("expectedEnd", "2026-11-28T12:16:39Z").put("learnedFrom", 20);

        String text = ProgressLine.text(progress, Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC));

        assertThat(text).endsWith("100 of 100 components, about 999 s left (20 runs)");
        assertThat("    " + text).hasSizeLessThan(80);
    }

    private static ObjectNode progress(int done, int total) throws Exception {
        return (ObjectNode) new ObjectMapper()
                .readTree("{\"operation\": {\"number\": 1}, \"percent\": %d, \"done\": %d, \"total\": %d}"
                        .formatted(done * 50, done, total));
    }
}
