package dev.gatehouse.messaging.relay;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread. Rings while nobody waits are kept as one, so a ring is never lost. */
final class Doorbell {
    private final Semaphore rings = new Semaphore(0);

    void ring() {
        rings.release();
    }

    /** Forgets the rings so far, for whoever looks anyway now. */
    void silence() {
        rings.drainPermits();
    }

    /** Returns at the next ring or after {@code longest}, whichever comes first. */
    void await(Duration longest) throws InterruptedException {
        if (rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
