package dev.gatehouse.messaging.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Group commit for blocking callers: what several ask for while one transaction is under way is done in the next one
 * together. A lone caller waits for nobody. Where a transaction of several fails, each of them is tried alone, so that
 * one caller's fault is nobody else's.
 *
 * @param <I> what is asked for
 * @param <O> what comes of it
 */
public final class Together<I, O> {
    private final int most;
    private final Function<List<I>, List<O>> transaction;
    private final Queue<Asked<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * @param most how many are done in one transaction
     * @param transaction does what was asked for, all of it or, failing, nothing; gives the results in the same order
     */
    public Together(int most, Function<List<I>, List<O>> transaction) {
        this.most = most;
        this.transaction = transaction;
    }

    /** Returns when the transaction with this one in it has committed; throws what it failed with. */
    public O perform(I asked) {
        Asked<I, O> mine = new Asked<>(asked);
        waiting.add(mine);
        while (!mine.done) {
            turn.lock();
            try {
                if (!mine.done) {
                    next();
                }
            } finally {
                turn.unlock();
            }
        }
        return mine.result();
    }

    /** How many wait for their transaction. */
    int waiting() {
        return waiting.size();
    }

    /** Whoever has the turn does what waits, its own and everybody else's. */
    private void next() {
        List<Asked<I, O>> batch = new ArrayList<>();
        while (batch.size() < most && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        try {
            settle(batch);
        } catch (RuntimeException | Error failure) {
            if (batch.size() == 1) {
                batch.get(0).failed(failure);
            } else {
                batch.forEach(this::alone);
            }
        }
    }

    private void alone(Asked<I, O> one) {
        try {
            settle(List.of(one));
        } catch (RuntimeException | Error failure) {
            one.failed(failure);
        }
    }

    private void settle(List<Asked<I, O>> batch) {
        List<O> results = transaction.apply(batch.stream().map(one -> one.asked).toList());
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).settled(results.get(i));
        }
    }

    /** One caller's request; written by whoever has the turn. */
    private static final class Asked<I, O> {
        private final I asked;
        private @Nullable O result;
        private @Nullable Throwable failure;
        private volatile boolean done;

        private Asked(I asked) {
            this.asked = asked;
        }

        private void settled(O with) {
            result = with;
            done = true;
        }

        private void failed(Throwable with) {
            failure = with;
            done = true;
        }

        @SuppressWarnings("NullAway") // done without a failure means with a result
        private O result() {
            if (failure instanceof RuntimeException fault) {
                throw fault;
            }
            if (failure instanceof Error fault) {
                throw fault;
            }
            return result;
        }
    }
}
