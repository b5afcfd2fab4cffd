package dev.gatehouse.provisioner.drift.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");
    private static final Rhythm RHYTHM = new Rhythm(Duration.ofMinutes(10));

    @Test
    void momentsAreSpreadAroundTheInterval() {
        Random random = new Random(1);
        long sum = 0;
        for (int i = 0; i < 1000; i++) {
            Duration next = Duration.between(NOW, RHYTHM.next(NOW, random.nextDouble()));
            assertThat(next).isBetween(Duration.ofSeconds(450), Duration.ofSeconds(750));
            sum += next.toMillis();
        }
        assertThat(Duration.ofMillis(sum / 1000)).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(610));
        assertThat(RHYTHM.next(NOW, 0)).isNotEqualTo(RHYTHM.next(NOW, 0.5));
        assertThat(RHYTHM.first(NOW, 0)).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void whatCannotBeSeenIsTriedSoonAndThenNeverMoreSeldomThanOthers() {
        assertThat(RHYTHM.retry(NOW, 1, 0.5)).isEqualTo(NOW.plusSeconds(15));
        assertThat(RHYTHM.retry(NOW, 2, 0.5)).isEqualTo(NOW.plusSeconds(30));
        assertThat(RHYTHM.retry(NOW, 4, 0.5)).isEqualTo(NOW.plusSeconds(120));
        assertThat(RHYTHM.retry(NOW, 1000, 0.5)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }
}
