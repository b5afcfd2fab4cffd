package dev.gatehouse.messaging.transaction;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Together} for callers that must not block: what several ask for while as many transactions as may be are under
 * way is done in the next one together. A lone caller waits for nobody. Where a transaction of several fails, each of
 * them is tried alone, so that one caller's fault is nobody else's.
 *
 * <p>A transaction runs on a Vert.x context of its own, where no caller's trace is current; each caller gets its result
 * on the context that it asked from. A caller that gives up waiting does not take back what it asked for.
 *
 * @param <I> what is asked for
 * @param <O> what comes of it
 */
public final class ReactiveTogether<I, O> {
    private final int most;
    private final int atOnce;
    private final Function<List<I>, Uni<List<O>>> transaction;
    private final Queue<Asked<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param most how many are done in one transaction
     * @param atOnce how many transactions may be under way
     * @param transaction does what was asked for, all of it or, failing, nothing; gives the results in the same order
     */
    public ReactiveTogether(int most, int atOnce, Function<List<I>, Uni<List<O>>> transaction) {
        this.most = most;
        this.atOnce = atOnce;
        this.transaction = transaction;
    }

    /** Completes when the transaction with this one in it has committed; fails with what that failed with. */
    public Uni<O> perform(I asked) {
        return Uni.createFrom().emitter(emitter -> {
            waiting.add(new Asked<>(asked, emitter, Vertx.currentContext()));
            next();
        });
    }

    /** How many wait for their transaction to begin. */
    public int waiting() {
        return waiting.size();
    }

    /** Begins transactions for those that wait, as long as more may be under way. */
    private void next() {
        while (!waiting.isEmpty() && begin()) {
            List<Asked<I, O>> batch = taken();
            if (batch.isEmpty()) {
                underWay.decrementAndGet();
            } else {
                onContextOfItsOwn(
                        batch.get(0).context, () -> settle(batch).subscribe().with(done -> end(), fault -> end()));
            }
        }
    }

    private boolean begin() {
        if (underWay.incrementAndGet() <= atOnce) {
            return true;
        }
        underWay.decrementAndGet();
        return false;
    }

    private void end() {
        underWay.decrementAndGet();
        next();
    }

    /** By one at a time: transactions that end at the same moment would each take a part of those that wait. */
    private synchronized List<Asked<I, O>> taken() {
        List<Asked<I, O>> batch = new ArrayList<>();
        Asked<I, O> one;
        while (batch.size() < most && (one = waiting.poll()) != null) {
            batch.add(one);
        }
        return batch;
    }

    /** Never fails: each one of the batch gets its own result or failure. */
    private Uni<Void> settle(List<Asked<I, O>> batch) {
        return performed(batch).onFailure().recoverWithUni(failure -> {
            if (batch.size() == 1) {
                batch.get(0).failed(failure);
                return Uni.createFrom().voidItem();
            }
            return Multi.createFrom()
                    .iterable(batch)
                    .onItem()
                    .transformToUniAndMerge(one -> settle(List.of(one)))
                    .onItem()
                    .ignoreAsUni();
        });
    }

    private Uni<Void> performed(List<Asked<I, O>> batch) {
        return Uni.createFrom()
                .deferred(
                        () -> transaction.apply(batch.stream().map(Asked::asked).toList()))
                .invoke(results -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).settled(results.get(i));
                    }
                })
                .replaceWithVoid();
    }

    private static void onContextOfItsOwn(@Nullable Context caller, Runnable work) {
        if (caller == null) {
            work.run();
        } else {
            VertxContext.createNewDuplicatedContext(caller).runOnContext(ignored -> work.run());
        }
    }

    /** One caller's request. */
    private record Asked<I, O>(
            I asked,
            UniEmitter<? super O> emitter,
            @Nullable Context context) {
        void settled(O with) {
            onCallersContext(() -> emitter.complete(with));
        }

        void failed(Throwable with) {
            onCallersContext(() -> emitter.fail(with));
        }

        private void onCallersContext(Runnable told) {
            if (context == null) {
                told.run();
            } else {
                context.runOnContext(ignored -> told.run());
            }
        }
    }
}
