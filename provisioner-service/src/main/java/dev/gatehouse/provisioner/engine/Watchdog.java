package dev.gatehouse.provisioner.engine;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Interrupts work that does not end. An engine ends by itself, by the limits of its connections and between its steps;
 * this is for one that does neither, so that its thread, and the stack that waits for it, are not lost for ever.
 */
@ApplicationScoped
class Watchdog {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "engine-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /** @throws TransientFailure if the work did not end in time */
    <T> T watch(Duration limit, Supplier<T> work) {
        Watch watch = new Watch(Thread.currentThread());
        Future<?> bite = clock.schedule(watch::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
        RuntimeException failure;
        try {
            T result = work.get();
            watch.end();
            return result;
        } catch (RuntimeException failed) {
            failure = failed;
        } finally {
            bite.cancel(false);
        }
        throw watch.end()
                ? new TransientFailure("the engine had not ended after " + limit + " and was interrupted", failure)
                : failure;
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }

    /** One piece of work: it is interrupted only while it is at work. */
    private static final class Watch {
        private final Thread worker;
        private boolean over;
        private boolean interrupted;

        private Watch(Thread worker) {
            this.worker = worker;
        }

        private synchronized void interrupt() {
            if (!over) {
                interrupted = true;
                worker.interrupt();
            }
        }

        /** Whether it was interrupted; the thread is clean afterwards. */
        private synchronized boolean end() {
            over = true;
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        }
    }
}
