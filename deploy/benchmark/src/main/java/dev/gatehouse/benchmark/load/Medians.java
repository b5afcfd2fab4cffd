package dev.gatehouse.benchmark.load;

import java.util.Arrays;

/** The middle of a few figures: one disturbed round does not move it as it moves a mean. */
public final class Medians {
    private Medians() {}

    /** The median; of an even number of figures the mean of the two in the middle. */
    public static double of(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("no figures");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
