package dev.gatehouse.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final Watchdog watchdog = new Watchdog();

    @AfterEach
    void stop() {
        watchdog.stop();
    }

    @Test
    void workThatHangsIsInterruptedAndTriedAgain() {
        assertThatThrownBy(() -> watchdog.watch(Duration.ofMillis(50), WatchdogTest::hang))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("the engine had not ended after PT0.05S and was interrupted");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void workThatEndsInTimeIsLeftAlone() {
        assertThat(watchdog.watch(Duration.ofMinutes(1), () -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> watchdog.watch(Duration.ofMinutes(1), () -> {
                    throw new PermanentFailure("refused", "Allow it.");
                }))
                .isInstanceOf(PermanentFailure.class);
    }

    private static String hang() {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
