package dev.gatehouse.provisioner.drift.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Instant START = Instant.parse("2026-11-22T11:00:00Z");

    /** Whatever is asked for at whatever moments: in an hour no more begin than the pace and one burst allow. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 12, 120, 3000})
    void noMoreBeginThanThePaceAllowsAndHardlyFewer(int perMinute) {
        Pace pace = Pace.perMinute(perMinute);
        Random random = new Random(perMinute);
        Instant spent = START;
        Instant now = START;
        long begun = 0;
        while (now.isBefore(START.plus(Duration.ofHours(1)))) {
            int granted = pace.allowed(spent, now, 1 + random.nextInt(2 * perMinute));
            spent = pace.spent(spent, now, granted);
            begun += granted;
            now = now.plusMillis(random.nextInt(2000));
        }
        // Without a burst worth two seconds, what is not asked for in time is lost.
        long least = perMinute > 12 ? perMinute * 59L : 3600 / (60 / perMinute + 3);
        assertThat(begun).isBetween(least, perMinute * 60L + pace.burst() + 1);
    }

    @Test
    void aRestAllowsOneBurstAndNoMore() {
        Pace pace = Pace.perMinute(120);
        assertThat(pace.allowed(START.minus(Duration.ofDays(1)), START, 1000)).isEqualTo(10);
        assertThat(pace.allowed(pace.spent(START, START, 10), START, 1000)).isZero();
        assertThat(pace.allowed(pace.spent(START, START, 10), START.plusMillis(500), 1000))
                .isEqualTo(1);
        assertThat(pace.allowed(START, START, 3)).isEqualTo(3);
    }

    @Test
    void aPaceOfNothingIsRefused() {
        assertThatThrownBy(() -> Pace.perMinute(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
