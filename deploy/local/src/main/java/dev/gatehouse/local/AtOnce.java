package dev.gatehouse.local;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Does several things side by side, each in a thread of its own: they wait far more than they work, and the threads of the
 * common pool need not see the classes of a Quarkus test.
 */
public final class AtOnce {

    private static final Executor THREAD_EACH = task -> new Thread(task, "at once").start();

    private AtOnce() {}

    /** Returns when all are done, or failed; then with the first failure. */
    public static void run(Collection<Runnable> tasks) {
        List<CompletableFuture<Void>> running = tasks.stream()
                .map(task -> CompletableFuture.runAsync(task, THREAD_EACH))
                .toList();
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }
}
