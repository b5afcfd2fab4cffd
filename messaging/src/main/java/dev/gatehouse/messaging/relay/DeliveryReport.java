package dev.gatehouse.messaging.relay;

import java.util.List;

/**
 * What became of a batch. A row that is in neither list was not attempted and waits.
 *
 * @param delivered confirmed by the far end
 * @param failures the first row that failed of each aggregate
 */
public record DeliveryReport(List<OutboxRow> delivered, List<Failure> failures) {

    /** Why a row was not delivered and what else has to wait with it. */
    public record Failure(OutboxRow row, Obstacle obstacle, String reason) {}

    /** How far a failure reaches. */
    public enum Obstacle {
        /** This row cannot be delivered: its aggregate waits, everything else goes on. */
        AGGREGATE,
        /** The topic or task queue does not take rows: everything for it waits. */
        DESTINATION,
        /** The far end is away: nothing can be delivered now. */
        EVERYTHING
    }

    boolean blocked() {
        return failures.stream().anyMatch(failure -> failure.obstacle() == Obstacle.EVERYTHING);
    }
}
