package dev.gatehouse.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final CountDownLatch working = new CountDownLatch(1);
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

    @Test
    void workThatIsNotWantedAnyMoreEndsWithTheReason() {
        PermanentFailure cancelled = new PermanentFailure("cancelled", "Nothing to do.");
        Thread worker = Thread.currentThread();
        CountDownLatch socket = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            Uninterruptibles.awaitUninterruptibly(working);
            watchdog.interrupt(worker, cancelled);
            watchdog.interrupt(worker, new PermanentFailure("once more", "Nothing to do."));
        });
        other.start();
        assertThatThrownBy(() -> watchdog.watch(Duration.ofMinutes(1), () -> {
                    Interruptible.endedBy(socket::countDown);
                    working.countDown();
                    Uninterruptibles.awaitUninterruptibly(socket);
                    throw new TransientFailure("the statement was cancelled", null);
                }))
                .isSameAs(cancelled);
        Uninterruptibles.joinUninterruptibly(other);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatComesAfterTheWorkIsNotInterrupted() {
        watchdog.watch(Duration.ofMinutes(1), () -> "done");
        watchdog.interrupt(Thread.currentThread(), new PermanentFailure("late", "Nothing to do."));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
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
