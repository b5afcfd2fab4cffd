package dev.gatehouse.benchmark.load;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits, on a thread that may block, for what an event loop will answer. */
public final class Answers {
    private Answers() {}

    /** The future's value; at most two minutes, which is longer than any one step of a benchmark may take. */
    public static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(2, TimeUnit.MINUTES)
                .join();
    }
}
