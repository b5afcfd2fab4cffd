package dev.gatehouse.provisioner.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long one run of an engine may take. Checked before each of its steps: a step itself ends by the limits of its own
 * connection, and by the {@link Watchdog} only where those are longer.
 */
final class RunLimit implements Progress {
    private final Progress progress;
    private final Duration limit;
    private final Clock clock;
    private final Instant end;

    RunLimit(Progress progress, Duration limit, Clock clock) {
        this.progress = progress;
        this.limit = limit;
        this.clock = clock;
        this.end = clock.instant().plus(limit);
    }

    @Override
    public void step(String doing) {
        if (clock.instant().isAfter(end)) {
            throw new TransientFailure(
                    "the engine has worked for more than " + limit + "; next it would " + doing, null);
        }
        progress.step(doing);
    }
}
