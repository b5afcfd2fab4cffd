package dev.gatehouse.benchmark.delivery;

import dev.gatehouse.benchmark.load.Latencies;
import dev.gatehouse.benchmark.load.Sample;
import dev.gatehouse.benchmark.load.SteadyRate;
import dev.gatehouse.benchmark.platform.StackRoute;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/** From the client's 202 to the hands of a plain consumer of {@code request.stack.v1}. */
public final class Delivery {

    private static final String TOPIC = "request.stack.v1";

    private final StackRoute route;
    private final Properties consumer;
    private final SteadyRate rate;

    /** @param consumer connection properties of a principal that may read the topic */
    public Delivery(Vertx vertx, int perSecond, StackRoute route, Properties consumer) {
        this.route = route;
        this.consumer = consumer;
        this.rate = new SteadyRate(vertx, perSecond);
    }

    /** Requests stacks for {@code time} and waits until the fact of each has arrived. */
    public Delivered run(Duration time) {
        Map<String, Long> answered = new ConcurrentHashMap<>();
        try (Arrivals arrivals = new Arrivals(consumer, TOPIC)) {
            long start = System.nanoTime();
            rate.run(time, () -> route.order().onSuccess(stack -> answered.put(stack, System.nanoTime())));
            arrivals.awaitAll(answered.keySet());
            Histogram latencies = Latencies.empty();
            answered.forEach((stack, at) -> Latencies.record(latencies, arrivals.nanos(stack) - at));
            Sample sample = new Sample(Duration.ofNanos(System.nanoTime() - start), latencies);
            return new Delivered(sample, arrivals.meanBytes());
        }
    }
}
