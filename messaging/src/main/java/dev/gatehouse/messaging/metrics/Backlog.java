package dev.gatehouse.messaging.metrics;

/**
 * What waits in this service's tables.
 *
 * @param facts facts and dead letters that Kafka has not confirmed
 * @param workflowStarts workflow starts that Temporal has not confirmed
 * @param oldestSeconds the age of the oldest of both; 0 where nothing waits
 * @param parked events that wait behind a gap
 * @param gaps aggregates with a gap
 * @param deadLetters dead letters that have not been replayed
 * @param stale aggregates whose state is behind because of a dead letter
 */
record Backlog(
        long facts, long workflowStarts, double oldestSeconds, long parked, long gaps, long deadLetters, long stale) {
    static final Backlog EMPTY = new Backlog(0, 0, 0, 0, 0, 0, 0);
}
