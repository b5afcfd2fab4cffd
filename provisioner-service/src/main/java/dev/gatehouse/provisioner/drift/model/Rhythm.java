package dev.gatehouse.provisioner.drift.model;

import java.time.Duration;
import java.time.Instant;

/**
 * When a component is looked at. Moments are spread, so that what was made together is not looked at together for ever.
 *
 * @param interval between two observations, on average
 */
public record Rhythm(Duration interval) {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 10;

    /** The first observation comes half an interval to a whole one after the component is known. */
    public Instant first(Instant now, double chance) {
        return now.plus(scaled(interval, 0.5 + chance / 2));
    }

    /**
     * The observation after one that succeeded: three quarters to five quarters of an interval later.
     *
     * @param chance from 0 to less than 1
     */
    public Instant next(Instant now, double chance) {
        return now.plus(spread(interval, chance));
    }

    /**
     * The observation after one that could not be made: soon at first, then ever later, but never more seldom than others.
     *
     * @param failures how many in a row, from 1
     */
    public Instant retry(Instant now, int failures, double chance) {
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return now.plus(spread(wait.compareTo(interval) < 0 ? wait : interval, chance));
    }

    /** What ended before is known: everything was looked at since, unless its target did not answer. */
    public Instant lookedAtSince(Instant now) {
        return now.minus(interval.multipliedBy(2));
    }

    private static Duration spread(Duration duration, double chance) {
        return scaled(duration, 0.75 + chance / 2);
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
