package dev.gatehouse.benchmark.load;

import java.util.List;
import org.HdrHistogram.Histogram;

/** The rounds of one side of a comparison. */
public record Rounds(List<Sample> samples) {

    public Rounds {
        samples = List.copyOf(samples);
    }

    public double medianPerSecond() {
        return Medians.of(samples.stream().mapToDouble(Sample::perSecond).toArray());
    }

    /** The percentile over all answers of all rounds, in milliseconds. */
    public double milliseconds(double percentile) {
        Histogram all = Latencies.empty();
        samples.forEach(sample -> all.add(sample.latencies()));
        return all.getValueAtPercentile(percentile) / 1e6;
    }
}
