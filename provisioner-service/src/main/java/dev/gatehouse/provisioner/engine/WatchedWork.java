package dev.gatehouse.provisioner.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One piece of work on one thread: it is interrupted only while it is at work. */
final class WatchedWork {
    private final Thread worker;
    private final List<Runnable> ends = new ArrayList<>();
    private boolean over;
    private @Nullable RuntimeException why;

    WatchedWork(Thread worker) {
        this.worker = worker;
    }

    /** What begins after an interrupt ends at once. */
    synchronized void endedBy(Runnable end) {
        ends.add(end);
        if (why != null) {
            end.run();
        }
    }

    /** The first reason counts. */
    synchronized void interrupt(RuntimeException reason) {
        if (!over) {
            why = why == null ? reason : why;
            worker.interrupt();
            ends.forEach(Runnable::run);
        }
    }

    /** Why it was interrupted, if it was; the thread is clean afterwards. */
    synchronized Optional<RuntimeException> end() {
        over = true;
        if (why != null) {
            Thread.interrupted();
        }
        return Optional.ofNullable(why);
    }
}
