package dev.gatehouse.benchmark.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Clients of which each sends its next request when its last one was answered. All run on one event loop. */
public final class ClosedLoop {
    private final Vertx vertx;
    private final int clients;

    public ClosedLoop(Vertx vertx, int clients) {
        this.vertx = vertx;
        this.clients = clients;
    }

    /** Runs for {@code time} and until every client has its last answer. One failed request fails the whole round. */
    public Sample run(Duration time, Supplier<Future<?>> request) {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        Histogram latencies = Latencies.empty();
        Promise<Void> finished = Promise.promise();
        vertx.runOnContext(go -> Future.join(IntStream.range(0, clients)
                        .mapToObj(number -> {
                            Promise<Void> client = Promise.promise();
                            next(client, request, latencies, end);
                            return client.future();
                        })
                        .toList())
                .<Void>mapEmpty()
                .onComplete(finished));
        Answers.await(finished.future());
        return new Sample(Duration.ofNanos(System.nanoTime() - start), latencies);
    }

    private static void next(Promise<Void> client, Supplier<Future<?>> request, Histogram latencies, long end) {
        long sent = System.nanoTime();
        if (sent >= end) {
            client.complete();
            return;
        }
        request.get()
                .onSuccess(answer -> {
                    Latencies.record(latencies, System.nanoTime() - sent);
                    next(client, request, latencies, end);
                })
                .onFailure(client::fail);
    }
}
