package dev.gatehouse.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void aRatesMedianIsNotMovedByOneDisturbedRound() {
        Rounds rounds = new Rounds(List.of(round(100), round(5), round(104)));

        assertThat(rounds.medianPerSecond()).isEqualTo(100);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(Medians.of(4, 1, 3, 10)).isEqualTo(3.5);
        assertThatThrownBy(Medians::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void percentilesAreThoseOfAllRoundsTogether() {
        Rounds rounds = new Rounds(List.of(round(50, 1), round(49, 2), round(1, 90)));

        assertThat(rounds.milliseconds(50)).isEqualTo(1, within(0.01));
        assertThat(rounds.milliseconds(99)).isEqualTo(2, within(0.01));
        assertThat(rounds.milliseconds(100)).isEqualTo(90, within(0.1));
    }

    @Test
    void whatEndedBeforeItBeganTookNoTime() {
        Histogram histogram = Latencies.empty();

        Latencies.record(histogram, -5);

        assertThat(histogram.getMaxValue()).isZero();
        assertThat(histogram.getTotalCount()).isOne();
    }

    private static Sample round(int answers) {
        return round(answers, 1);
    }

    private static Sample round(int answers, long milliseconds) {
        Histogram histogram = Latencies.empty();
        histogram.recordValueWithCount(Duration.ofMillis(milliseconds).toNanos(), answers);
        return new Sample(Duration.ofSeconds(1), histogram);
    }
}
