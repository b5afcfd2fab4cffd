package dev.gatehouse.provisioner.engine;

import org.jspecify.annotations.Nullable;

/** For engines with calls that an interrupt of their thread does not end, as most of those to sockets. */
public final class Interruptible {
    private static final ThreadLocal<@Nullable WatchedWork> CURRENT = new ThreadLocal<>();

    private Interruptible() {}

    /**
     * Whenever this thread's run of an engine is interrupted, this is called as well, on another thread and maybe more than
     * once; at once, on this thread, where it was interrupted before. It returns soon, throws nothing, and does nothing where there is nothing to end any more. Without effect
     * outside of a run.
     */
    public static void endedBy(Runnable end) {
        WatchedWork current = CURRENT.get();
        if (current != null) {
            current.endedBy(end);
        }
    }

    static Scope within(WatchedWork work) {
        CURRENT.set(work);
        return CURRENT::remove;
    }

    /** Until it is closed. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
