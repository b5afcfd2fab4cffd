package dev.gatehouse.local.platform;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes several things: all are tried, and the first failure is thrown at the end. */
final class Closing {

    private @Nullable RuntimeException first;

    void of(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            note(e instanceof RuntimeException failure ? failure : new IllegalStateException(e));
        }
    }

    private synchronized void note(RuntimeException failure) {
        if (first == null) {
            first = failure;
        } else {
            first.addSuppressed(failure);
        }
    }

    /** One task for each of the things, to be run in whatever threads. */
    List<Runnable> all(Collection<? extends AutoCloseable> things) {
        return things.stream().<Runnable>map(thing -> () -> of(thing)).toList();
    }

    synchronized void rethrow() {
        if (first != null) {
            throw first;
        }
    }
}
