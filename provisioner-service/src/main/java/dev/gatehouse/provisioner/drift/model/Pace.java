package dev.gatehouse.provisioner.drift.model;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast observations of one target may follow each other. All replicas share one moment per target, up to which its
 * allowance is spent (the generic cell rate algorithm), so that more replicas do not mean more observations.
 *
 * @param spacing between two observations on the long run
 * @param burst how many may begin at once after a rest
 */
public record Pace(Duration spacing, int burst) {
    private static final int BURSTS_PER_MINUTE = 12;

    public static Pace perMinute(int observations) {
        if (observations < 1) {
            throw new IllegalArgumentException("at least one observation a minute, not " + observations);
        }
        return new Pace(Duration.ofMinutes(1).dividedBy(observations), Math.max(1, observations / BURSTS_PER_MINUTE));
    }

    /** How many of {@code wanted} observations may begin now. */
    public int allowed(Instant spentUntil, Instant now, int wanted) {
        Duration left = spacing.multipliedBy(burst).minus(Duration.between(now, later(spentUntil, now)));
        return left.isNegative() ? 0 : (int) Math.min(wanted, left.dividedBy(spacing));
    }

    /** Up to when the allowance is spent once so many have begun. */
    public Instant spent(Instant spentUntil, Instant now, int begun) {
        return later(spentUntil, now).plus(spacing.multipliedBy(begun));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
