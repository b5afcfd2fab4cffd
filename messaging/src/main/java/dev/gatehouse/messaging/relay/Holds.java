package dev.gatehouse.messaging.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What waits after a failure, each with its own growing delay. Kept in memory: after a restart everything is tried. */
final class Holds {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST_LANE = Duration.ofMinutes(1);
    /** Short, because a whole topic waits, and because a broker that is away at start-up looks like this. */
    private static final Duration LONGEST_DESTINATION = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Map<OutboxRow.Lane, Hold> lanes = new HashMap<>();
    private final Map<String, Hold> destinations = new HashMap<>();

    Holds(InstantSource clock) {
        this.clock = clock;
    }

    void note(DeliveryReport report) {
        for (OutboxRow row : report.delivered()) {
            lanes.remove(row.lane());
            destinations.remove(row.destination());
        }
        for (DeliveryReport.Failure failure : report.failures()) {
            OutboxRow row = failure.row();
            switch (failure.obstacle()) {
                case AGGREGATE -> lanes.put(row.lane(), next(lanes.get(row.lane()), LONGEST_LANE));
                case DESTINATION ->
                    destinations.put(row.destination(), next(destinations.get(row.destination()), LONGEST_DESTINATION));
                case EVERYTHING -> {
                    // The relay pauses as a whole.
                }
            }
        }
    }

    Set<OutboxRow.Lane> lanes() {
        return held(lanes);
    }

    Set<String> destinations() {
        return held(destinations);
    }

    private <K> Set<K> held(Map<K, Hold> holds) {
        Instant now = clock.instant();
        return holds.entrySet().stream()
                .filter(entry -> now.isBefore(entry.getValue().until()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Hold next(@Nullable Hold before, Duration longest) {
        Duration delay = before == null ? FIRST : before.delay().multipliedBy(2);
        Duration capped = delay.compareTo(longest) > 0 ? longest : delay;
        return new Hold(capped, clock.instant().plus(capped));
    }

    private record Hold(Duration delay, Instant until) {}
}
