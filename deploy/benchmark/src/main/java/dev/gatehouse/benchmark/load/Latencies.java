package dev.gatehouse.benchmark.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Histograms of nanoseconds, kept to three significant digits; longer than a minute counts as a minute. */
public final class Latencies {
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private Latencies() {}

    public static Histogram empty() {
        return new Histogram(LONGEST, 3);
    }

    /**
     * Records one latency. What ended before it began, as when a consumer reads a fact before the client reads the
     * answer, took no time.
     */
    public static void record(Histogram histogram, long nanoseconds) {
        histogram.recordValue(Math.max(0, Math.min(nanoseconds, LONGEST)));
    }
}
