package dev.gatehouse.provisioner.provisioning.temporal;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How long the workflow waits for what. A killed worker's activity is taken up by another one within seconds. */
final class Patience {
    private static final RetryOptions BACKOFF = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(250))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(10))
            .build();

    /** One transaction in this service's own database; its outage is waited for without end. */
    static final ActivityOptions RECORDS = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setRetryOptions(BACKOFF)
            .build();

    /** Planning waits for the release, which comes on another topic: longer than any repair of a consumer takes. */
    static final ActivityOptions PLANNING = ActivityOptions.newBuilder(RECORDS)
            .setScheduleToCloseTimeout(Duration.ofHours(1))
            .build();

    /** An engine's run, and how long a target may be away before the operation fails. */
    static final ActivityOptions ENGINES = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setHeartbeatTimeout(Duration.ofSeconds(5))
            .setScheduleToCloseTimeout(Duration.ofHours(1))
            .setRetryOptions(BACKOFF)
            .build();

    /** The same for a removal: an engine may have much to drop, and to dump before; both must fit in one run. */
    static final ActivityOptions REMOVALS = ActivityOptions.newBuilder(ENGINES)
            .setStartToCloseTimeout(Duration.ofMinutes(5))
            .build();

    /** Engines of an earlier operation are waited for without end: nothing may be removed beside them. */
    static final ActivityOptions EARLIER_WORK = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setRetryOptions(RetryOptions.newBuilder(BACKOFF)
                    .setMaximumInterval(Duration.ofSeconds(1))
                    .build())
            .build();

    /** What a destroy's activity needs besides its engine: the line before it, a drop that ends, the look after it. */
    private static final Duration BESIDES = Duration.ofMinutes(3);

    private Patience() {}

    /**
     * {@link #REMOVALS} where engines are given more time to destroy. Two runs fit into it: a worker may be killed.
     *
     * @param destroyLimit how long an engine may take to destroy
     */
    static ActivityOptions removals(Duration destroyLimit) {
        Duration run = longer(destroyLimit.plus(BESIDES), REMOVALS.getStartToCloseTimeout());
        return ActivityOptions.newBuilder(REMOVALS)
                .setStartToCloseTimeout(run)
                .setScheduleToCloseTimeout(longer(run.multipliedBy(2), REMOVALS.getScheduleToCloseTimeout()))
                .build();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
