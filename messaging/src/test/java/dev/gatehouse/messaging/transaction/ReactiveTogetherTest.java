package dev.gatehouse.messaging.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Without a Vert.x context everything runs at once on the asking thread, which makes the order of things certain. */
class ReactiveTogetherTest {
    private static final int MOST = 3;

    private final List<List<Integer>> transactions = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<List<Integer>>> open = new ArrayList<>();

    /** Ends when the test says so. */
    private Uni<List<Integer>> held(List<Integer> numbers) {
        transactions.add(numbers);
        CompletableFuture<List<Integer>> end = new CompletableFuture<>();
        open.add(end);
        return Uni.createFrom().completionStage(end);
    }

    /** Ends at once; one with a negative number in it fails. */
    private Uni<List<Integer>> doubled(List<Integer> numbers) {
        if (numbers.stream().anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("negative: " + numbers);
        }
        return Uni.createFrom().item(numbers.stream().map(number -> 2 * number).toList());
    }

    @Test
    void aLoneCallerHasATransactionOfItsOwn() {
        ReactiveTogether<Integer, Integer> together = new ReactiveTogether<>(MOST, 1, this::held);

        CompletableFuture<Integer> only = ask(together, 1);

        assertThat(transactions).containsExactly(List.of(1));
        assertThat(only).isNotDone();
        end(0, List.of(2));
        assertThat(only).isCompletedWithValue(2);
    }

    @Test
    void whatComesMeanwhileIsDoneTogetherAndEachCallerGetsItsOwnResult() {
        ReactiveTogether<Integer, Integer> together = new ReactiveTogether<>(MOST, 1, this::held);
        CompletableFuture<Integer> first = ask(together, 0);
        List<CompletableFuture<Integer>> others =
                List.of(ask(together, 1), ask(together, 2), ask(together, 3), ask(together, 4));
        assertThat(together.waiting()).isEqualTo(4);

        end(0, List.of(0));
        assertThat(transactions).containsExactly(List.of(0), List.of(1, 2, 3));
        end(1, List.of(10, 20, 30));
        end(2, List.of(40));

        assertThat(first).isCompletedWithValue(0);
        assertThat(others.stream().map(CompletableFuture::join)).containsExactly(10, 20, 30, 40);
        assertThat(transactions).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4));
        assertThat(together.waiting()).isZero();
    }

    @Test
    void asManyAreUnderWayAsMayBe() {
        ReactiveTogether<Integer, Integer> together = new ReactiveTogether<>(MOST, 2, this::held);

        ask(together, 1);
        ask(together, 2);
        ask(together, 3);

        assertThat(transactions).containsExactly(List.of(1), List.of(2));
        end(1, List.of(0));
        assertThat(transactions).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void oneThatCannotBeDoneFailsAlone() {
        ReactiveTogether<Integer, Integer> together =
                new ReactiveTogether<>(MOST, 1, numbers -> open.isEmpty() ? held(numbers) : doubled(numbers));
        CompletableFuture<Integer> first = ask(together, 0);
        CompletableFuture<Integer> good = ask(together, 1);
        CompletableFuture<Integer> bad = ask(together, -1);
        CompletableFuture<Integer> alsoGood = ask(together, 2);

        end(0, List.of(0));

        assertThat(first).isCompletedWithValue(0);
        assertThat(good).isCompletedWithValue(2);
        assertThat(alsoGood).isCompletedWithValue(4);
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("negative: [-1]");
    }

    @Test
    void theNextIsDoneAfterOneThatFailed() {
        ReactiveTogether<Integer, Integer> together = new ReactiveTogether<>(MOST, 1, this::doubled);

        assertThat(ask(together, -1)).isCompletedExceptionally();
        assertThat(ask(together, 4)).isCompletedWithValue(8);
    }

    @Test
    void aCallerGetsItsResultOnItsOwnContextAndTheTransactionHasAnotherOne() {
        Vertx vertx = Vertx.vertx();
        try {
            List<Context> seen = new CopyOnWriteArrayList<>();
            ReactiveTogether<Integer, Integer> together = new ReactiveTogether<>(MOST, 1, numbers -> {
                seen.add(Vertx.currentContext());
                return Uni.createFrom().item(numbers);
            });
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Context> answered = new CompletableFuture<>();

            caller.runOnContext(ignored -> together.perform(1)
                    .subscribe()
                    .with(result -> answered.complete(Vertx.currentContext()), answered::completeExceptionally));

            assertThat(answered.join()).isSameAs(caller);
            assertThat(seen).hasSize(1).doesNotContain(caller);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static CompletableFuture<Integer> ask(ReactiveTogether<Integer, Integer> together, int number) {
        return together.perform(number).subscribeAsCompletionStage();
    }

    private void end(int transaction, List<Integer> results) {
        open.get(transaction).complete(results);
    }
}
