package dev.gatehouse.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineLanesTest {
    private static final Progress UNTOLD = doing -> {};

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void targetsThatHangLeavePlacesToTheRestOfTheWorker() throws Exception {
        EngineLanes lanes = lanes(6, 8);
        CountDownLatch hanging = new CountDownLatch(6);
        CountDownLatch awake = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(6);
        for (String target : List.of("first", "second", "third", "first", "second", "third")) {
            threads.execute(() -> {
                lanes.work("postgresql", target(target), UNTOLD, () -> hang(hanging, awake));
                left.countDown();
            });
        }
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> lanes.work("postgresql", target("fourth"), UNTOLD, () -> "done"))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("6 engines are at work in this replica already");
        assertThat(lanes.look("postgresql", target("first"), () -> "seen")).isEqualTo("seen");
        assertThat(lanes.work("noop", EngineTarget.NONE, UNTOLD, () -> "done")).isEqualTo("done");

        awake.countDown();
        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lanes.work("postgresql", target("fourth"), UNTOLD, () -> "done"))
                .isEqualTo("done");
    }

    @Test
    void enginesMayNotHaveAllPlaces() {
        assertThatThrownBy(() -> lanes(8, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parallel-engine-runs")
                .hasMessageContaining("parallel-activities");
    }

    private static String hang(CountDownLatch hanging, CountDownLatch awake) {
        hanging.countDown();
        try {
            awake.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "done";
    }

    private static EngineTarget target(String name) {
        return new EngineTarget(name, Map.of(), Optional.empty());
    }

    private static EngineLanes lanes(int most, int activities) {
        return new EngineLanes(
                new SimpleMeterRegistry(),
                new SmallRyeConfigBuilder().build(),
                8,
                Duration.ofMinutes(1),
                most,
                activities);
    }
}
