package dev.gatehouse.messaging.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private static final int MOST = 3;

    private final List<List<Integer>> transactions = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Together<Integer, Integer> together = new Together<>(MOST, this::doubled);

    @AfterEach
    void stop() {
        firstMayEnd.countDown();
        callers.shutdownNow();
    }

    /** The first transaction takes until it is let go; one with a negative number in it fails. */
    private List<Integer> doubled(List<Integer> numbers) {
        transactions.add(numbers);
        if (transactions.size() == 1) {
            awaitQuietly(firstMayEnd);
        }
        if (numbers.stream().anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("negative: " + numbers);
        }
        return numbers.stream().map(number -> 2 * number).toList();
    }

    @Test
    void aLoneCallerHasATransactionOfItsOwn() {
        firstMayEnd.countDown();

        assertThat(together.perform(1)).isEqualTo(2);
        assertThat(together.perform(2)).isEqualTo(4);

        assertThat(transactions).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whatComesMeanwhileIsDoneTogetherAndEachCallerGetsItsOwnResult() {
        CompletableFuture<Integer> first = ask(0);
        await().until(() -> transactions.size() == 1);
        List<CompletableFuture<Integer>> others =
                IntStream.rangeClosed(1, 7).mapToObj(this::askAndWait).toList();

        firstMayEnd.countDown();

        assertThat(first.join()).isZero();
        assertThat(others.stream().map(CompletableFuture::join)).containsExactly(2, 4, 6, 8, 10, 12, 14);
        assertThat(transactions).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
    }

    @Test
    void oneThatCannotBeDoneFailsAlone() {
        CompletableFuture<Integer> first = ask(0);
        await().until(() -> transactions.size() == 1);
        CompletableFuture<Integer> good = askAndWait(1);
        CompletableFuture<Integer> bad = askAndWait(-1);
        CompletableFuture<Integer> alsoGood = askAndWait(2);

        firstMayEnd.countDown();

        assertThat(first.join()).isZero();
        assertThat(good.join()).isEqualTo(2);
        assertThat(alsoGood.join()).isEqualTo(4);
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("negative: [-1]");
        assertThat(transactions).containsExactly(List.of(0), List.of(1, -1, 2), List.of(1), List.of(-1), List.of(2));
    }

    private CompletableFuture<Integer> ask(int number) {
        return CompletableFuture.supplyAsync(() -> together.perform(number), callers);
    }

    /** Returns once the caller waits for its turn, so that callers come in a known order. */
    private CompletableFuture<Integer> askAndWait(int number) {
        int before = together.waiting();
        CompletableFuture<Integer> asked = ask(number);
        await().until(() -> together.waiting() > before);
        return asked;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
