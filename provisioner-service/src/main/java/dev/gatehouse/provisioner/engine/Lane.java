package dev.gatehouse.provisioner.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The runs of one kind on one target: some at work, at most half as many in line behind them. */
final class Lane {
    private final String target;
    private final int places;
    private final int seats;
    private final long patience;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();

    Lane(String target, int places, Duration patience) {
        if (places < 1) {
            throw new IllegalArgumentException("at least one run must be allowed to work on target " + target);
        }
        this.target = target;
        this.places = places;
        this.seats = Math.max(1, places / 2);
        this.patience = patience.toNanos();
        this.free = new Semaphore(places, true);
    }

    /** @throws TransientFailure if the line is too long, or its end was not reached in time */
    void enter(Progress progress) {
        if (waiting.get() == 0 && free.tryAcquire()) {
            return;
        }
        progress.step("wait for its turn on target " + target);
        try {
            if (waiting.incrementAndGet() > seats) {
                throw busy("and " + seats + " more are waiting");
            }
            if (!free.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
                throw busy("and none has ended for " + Duration.ofNanos(patience));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("interrupted while waiting for target " + target, stopped);
        } finally {
            waiting.decrementAndGet();
        }
    }

    void leave() {
        free.release();
    }

    int active() {
        return places - free.availablePermits();
    }

    int waiting() {
        return waiting.get();
    }

    private TransientFailure busy(String more) {
        return new TransientFailure(places + " runs are at work on target " + target + ", " + more, null);
    }
}
