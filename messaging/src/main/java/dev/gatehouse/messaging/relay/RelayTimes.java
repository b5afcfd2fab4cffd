package dev.gatehouse.messaging.relay;

import java.time.Duration;

/**
 * How patient a relay is.
 *
 * @param poll the safety net behind the wake-up after a commit
 * @param distance the longest distance from the beginning of one round to that of the next, see {@link #distance(int)}
 * @param balance how often the relays count each other
 * @param handover how long an aggregate of a compacted topic rests after it changed relays: at least as long as a record
 *     can be on its way to the far end, see {@link Delivery}
 */
record RelayTimes(Duration poll, Duration distance, Duration balance, Duration handover) {
    static final RelayTimes USUAL = new RelayTimes(
            Duration.ofMillis(200), Duration.ofMillis(40), Duration.ofSeconds(1), Delivery.LONGEST_JOURNEY);

    private static final Duration PER_ROW = Duration.ofMillis(4);

    /**
     * How far apart rounds begin, given how many rows the last one took. A round costs the database and the broker about
     * the same for one row as for twenty, so under load rounds draw apart and carry many; up to 250 rows a second each
     * leaves almost at once.
     */
    Duration distance(int rows) {
        Duration wanted = PER_ROW.multipliedBy(rows);
        return wanted.compareTo(distance) < 0 ? wanted : distance;
    }
}
