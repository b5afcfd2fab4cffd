package dev.gatehouse.benchmark.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Requests at a fixed rate whatever the answers take, so that a slow answer does not hide the wait of the next. */
public final class SteadyRate {
    private final Vertx vertx;
    private final int perSecond;

    public SteadyRate(Vertx vertx, int perSecond) {
        this.vertx = vertx;
        this.perSecond = perSecond;
    }

    /** Sends for {@code time} and waits for the answers. One failed request fails the whole run. */
    public void run(Duration time, Supplier<Future<?>> request) {
        long wanted = perSecond * time.toMillis() / 1000;
        List<Future<?>> answers = new ArrayList<>();
        Promise<Void> finished = Promise.promise();
        long start = System.nanoTime();
        vertx.setPeriodic(1, timer -> {
            long due = Math.min(wanted, (System.nanoTime() - start) * perSecond / 1_000_000_000L);
            while (answers.size() < due) {
                answers.add(request.get());
            }
            if (answers.size() >= wanted) {
                vertx.cancelTimer(timer);
                Future.join(answers).<Void>mapEmpty().onComplete(finished);
            }
        });
        Answers.await(finished.future());
    }
}
