package dev.gatehouse.benchmark.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one round of load saw.
 *
 * @param elapsed from the first request to the last answer
 * @param latencies of every answer, nanoseconds
 */
public record Sample(Duration elapsed, Histogram latencies) {

    public double perSecond() {
        return latencies.getTotalCount() * 1e9 / elapsed.toNanos();
    }

    /** The latency, in milliseconds, that {@code percentile} (0 to 100) of the answers did not exceed. */
    public double milliseconds(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
