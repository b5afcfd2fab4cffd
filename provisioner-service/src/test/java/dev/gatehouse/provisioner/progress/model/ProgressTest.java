package dev.gatehouse.provisioner.progress.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant BEGAN = Instant.parse("2026-11-24T10:00:00Z");

    /** The database is done after 8 s, the application, which needs it, after 10. */
    private static final Experience LEARNED =
            new Experience(3, Map.of("database", Duration.ofSeconds(8), "application", Duration.ofSeconds(10)));

    private static Instant second(int second) {
        return BEGAN.plusSeconds(second);
    }

    private static List<Piece> pieces(@Nullable Instant database, @Nullable Instant application) {
        return List.of(
                new Piece("database", List.of(), database), new Piece("application", List.of("database"), application));
    }

    @Test
    void eachPieceWeighsWhatItTookBefore() {
        assertThat(Progress.of(pieces(null, null), LEARNED, BEGAN, BEGAN)).isEqualTo(new Progress(0, 0, 2, second(10)));
        assertThat(Progress.of(pieces(null, null), LEARNED, BEGAN, second(4)))
                .isEqualTo(new Progress(40, 0, 2, second(10)));
        assertThat(Progress.of(pieces(second(8), null), LEARNED, BEGAN, second(9)))
                .isEqualTo(new Progress(90, 1, 2, second(10)));
    }

    @Test
    void whatTakesLongerThanEverBeforeIsNotSaidToBeDone() {
        assertThat(Progress.of(pieces(null, null), LEARNED, BEGAN, second(60)))
                .isEqualTo(new Progress(72, 0, 2, second(62)));
    }

    @Test
    void whatWasFasterThanBeforeBringsTheEndNearer() {
        assertThat(Progress.of(pieces(second(2), null), LEARNED, BEGAN, second(2)))
                .isEqualTo(new Progress(80, 1, 2, second(4)));
    }

    @Test
    void allDoneButNotToldYetIsNotEverything() {
        assertThat(Progress.of(pieces(second(8), second(10)), LEARNED, BEGAN, second(11))
                        .percent())
                .isEqualTo(99);
    }

    @Test
    void withoutExperienceOnlyDonePiecesCountAndNoEndIsPromised() {
        assertThat(Progress.of(pieces(null, null), Experience.NONE, BEGAN, second(5)))
                .isEqualTo(new Progress(0, 0, 2, null));
        assertThat(Progress.of(pieces(second(1), null), Experience.NONE, BEGAN, second(5)))
                .isEqualTo(new Progress(50, 1, 2, null));
    }

    @Test
    void aPieceThatIsNewInTheTemplateCountsAsAnAverageOne() {
        List<Piece> three = new ArrayList<>(pieces(second(8), second(10)));
        three.add(new Piece("name", List.of(), null));
        assertThat(Progress.of(three, LEARNED, BEGAN, BEGAN).percent()).isEqualTo(66);
    }

    @Test
    void onlySuccessIsAHundredPercent() {
        assertThat(Progress.ended(true, pieces(second(8), second(10)))).isEqualTo(new Progress(100, 2, 2, null));
        assertThat(Progress.ended(false, pieces(second(8), null))).isEqualTo(new Progress(50, 1, 2, null));
        assertThat(Progress.ended(false, pieces(second(8), second(9))).percent())
                .isEqualTo(99);
    }

    @RepeatedTest(50)
    void percentNeverReachesAHundredWhileItRunsAndTheEndIsNeverInThePast(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int now = random.nextInt(300);
        List<Piece> pieces = new ArrayList<>();
        Map<String, Duration> learned = new HashMap<>();
        for (int i = 0; i <= random.nextInt(8); i++) {
            int done = random.nextInt(100);
            learned.put("c" + i, Duration.ofSeconds(done));
            List<String> after = i == 0 || random.nextBoolean() ? List.of() : List.of("c" + (i - 1));
            pieces.add(new Piece("c" + i, after, done <= now && random.nextBoolean() ? second(done) : null));
        }
        Progress progress = Progress.of(pieces, new Experience(1, learned), BEGAN, second(now));
        assertThat(progress.percent()).isBetween(0, 99);
        assertThat(progress.expectedEnd()).isAfterOrEqualTo(second(now));
    }
}
