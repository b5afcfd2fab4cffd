package dev.gatehouse.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RunLimitTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<String> steps = new ArrayList<>();
    private final RunLimit limit = new RunLimit(steps::add, Duration.ofSeconds(90), new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    });

    @Test
    void withinTheLimitEveryStepIsTaken() {
        limit.step("look");
        now.set(Instant.EPOCH.plusSeconds(90));
        limit.step("write");
        assertThat(steps).containsExactly("look", "write");
    }

    @Test
    void afterItTheNextStepIsATransientFailureThatSaysWhatWasLeft() {
        now.set(Instant.EPOCH.plusSeconds(91));
        assertThatThrownBy(() -> limit.step("write"))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("PT1M30S")
                .hasMessageContaining("write");
        assertThat(steps).isEmpty();
    }
}
