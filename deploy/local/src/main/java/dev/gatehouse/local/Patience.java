package dev.gatehouse.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition that nobody announces, by asking again and again. */
public final class Patience {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Patience() {}

    /** Whether the condition came true in time. */
    public static boolean until(BooleanSupplier condition, Duration atMost) {
        return ask(condition::getAsBoolean, it -> it, atMost);
    }

    /** Asks until the answer will do; gives the last answer, whether it will do or not. */
    public static <T> T ask(Supplier<T> question, Predicate<T> willDo, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        T answer = question.get();
        while (!willDo.test(answer) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(BETWEEN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting", e);
            }
            answer = question.get();
        }
        return answer;
    }
}
