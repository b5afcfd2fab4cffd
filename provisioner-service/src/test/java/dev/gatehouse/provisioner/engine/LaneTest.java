package dev.gatehouse.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Progress UNTOLD = doing -> {};

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void soManyWorkAtOnceAndTheNextComesInWhenOneLeaves() throws Exception {
        Lane lane = new Lane("main", 2, Duration.ofMinutes(1));
        lane.enter(UNTOLD);
        lane.enter(UNTOLD);
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> lane.enter(told::add), threads);
        await().until(() -> lane.waiting() == 1);

        assertThat(lane.active()).isEqualTo(2);
        assertThat(third).isNotDone();
        assertThat(told).containsExactly("wait for its turn on target main");

        lane.leave();
        third.get(10, TimeUnit.SECONDS);
        assertThat(lane.active()).isEqualTo(2);
        assertThat(lane.waiting()).isZero();
    }

    @Test
    void whoWouldMakeTheLineTooLongComesAgainLater() {
        Lane lane = new Lane("main", 2, Duration.ofMinutes(1));
        lane.enter(UNTOLD);
        lane.enter(UNTOLD);
        CompletableFuture.runAsync(() -> lane.enter(UNTOLD), threads);
        await().until(() -> lane.waiting() == 1);

        assertThatThrownBy(() -> lane.enter(UNTOLD))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("2 runs are at work on target main, and 1 more are waiting");
        assertThat(lane.waiting()).isEqualTo(1);
    }

    @Test
    void nobodyWaitsForEver() {
        Lane lane = new Lane("main", 1, Duration.ofMillis(20));
        lane.enter(UNTOLD);

        assertThatThrownBy(() -> lane.enter(UNTOLD))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("1 runs are at work on target main, and none has ended for PT0.02S");
        lane.leave();
        lane.enter(UNTOLD);
        assertThat(lane.active()).isEqualTo(1);
    }

    @Test
    void whoIsNoLongerWantedDoesNotQueueUp() {
        Lane lane = new Lane("main", 1, Duration.ofMinutes(1));
        lane.enter(UNTOLD);

        assertThatThrownBy(() -> lane.enter(doing -> {
                    throw new IllegalStateException("cancelled");
                }))
                .hasMessage("cancelled");
        assertThat(lane.waiting()).isZero();
    }
}
