package dev.gatehouse.provisioner.engine;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Interrupts work that does not end. An engine ends by itself, by the limits of its connections and between its steps;
 * this is for one that does neither, and for one that is in the midst of a long step when nobody wants it any more.
 *
 * <p>What heeds an interrupt, or has named an end through {@link Interruptible}, gives its thread back soon. A call that
 * does neither, such as a read from a socket without a time-out, keeps its thread and its place on the target until it
 * returns by itself, which may be never. Its activity times out all the same, and another thread takes it up; but a later
 * operation of the stack, which waits for engines at work, waits for this process to end.
 */
@ApplicationScoped
class Watchdog {
    private final Map<Thread, WatchedWork> atWork = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "engine-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Does the work on this thread.
     *
     * @throws TransientFailure if the work did not end in time
     * @throws PermanentFailure what it was interrupted with
     */
    <T> T watch(Duration limit, Supplier<T> work) {
        WatchedWork watched = new WatchedWork(Thread.currentThread());
        Future<?> bite = clock.schedule(() -> watched.interrupt(late(limit)), limit.toMillis(), TimeUnit.MILLISECONDS);
        atWork.put(Thread.currentThread(), watched);
        try (Interruptible.Scope scope = Interruptible.within(watched)) {
            T result = work.get();
            watched.end();
            return result;
        } catch (RuntimeException failed) {
            throw watched.end()
                    .<RuntimeException>map(why -> because(why, failed))
                    .orElse(failed);
        } finally {
            atWork.remove(Thread.currentThread());
            bite.cancel(false);
        }
    }

    private static RuntimeException late(Duration limit) {
        return new TransientFailure("the engine had not ended after " + limit + " and was interrupted", null);
    }

    private static RuntimeException because(RuntimeException why, RuntimeException failed) {
        why.addSuppressed(failed);
        return why;
    }

    /**
     * Interrupts what this thread works on, if anything, so that it ends with this failure. What is not reached by the first
     * interrupt, for it was between two calls that block, is reached by another.
     */
    void interrupt(Thread worker, RuntimeException why) {
        WatchedWork watched = atWork.get(worker);
        if (watched != null) {
            watched.interrupt(why);
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
