package dev.gatehouse.provisioner.drift.model;

import java.time.Duration;
import java.time.Instant;

/**
 * How often in a row the repair of a component was asked for. A repair that did not last is like one that did not help:
 * this is forgotten only once nothing was to be repaired for a while.
 *
 * @param askAt when it may be asked for again: one interval after the first time, then two, four and so on, up to a limit
 */
public record Asked(String component, int asks, Instant askAt) {
    private static final int MOST_INTERVALS = 16;

    static Asked first(String component, Instant now, Duration interval) {
        return new Asked(component, 1, now.plus(interval));
    }

    Asked again(Instant now, Duration interval) {
        return new Asked(component, asks + 1, now.plus(interval.multipliedBy(intervals(asks + 1))));
    }

    boolean due(Instant now) {
        return !now.isBefore(askAt);
    }

    /** Whether a repair has held for twice as long as was to be waited after it was asked for. */
    boolean lasted(Instant now, Duration interval) {
        return !now.isBefore(askAt.plus(interval.multipliedBy(2L * intervals(asks))));
    }

    /** After how long without drift nothing is left to remember, however often it was asked for. */
    static Duration memory(Duration interval) {
        return interval.multipliedBy(2L * MOST_INTERVALS);
    }

    /** 1, 2, 4 and so on, up to a limit. */
    private static int intervals(int asks) {
        return asks > 5 ? MOST_INTERVALS : Math.min(MOST_INTERVALS, 1 << (asks - 1));
    }
}
