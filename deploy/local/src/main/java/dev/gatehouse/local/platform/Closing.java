package dev.gatehouse.local.platform;

import org.jspecify.annotations.Nullable;

/** Closes several things: all are tried, and the first failure is thrown at the end. */
final class Closing {

    private @Nullable RuntimeException first;

    synchronized void of(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            RuntimeException failure = e instanceof RuntimeException it ? it : new IllegalStateException(e);
            if (first == null) {
                first = failure;
            } else {
                first.addSuppressed(failure);
            }
        }
    }

    synchronized void rethrow() {
        if (first != null) {
            throw first;
        }
    }
}
