package dev.gatehouse.provisioner.engine;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Lets a run fail before one of its steps, and then go through. */
final class FailingOnce {
    private final int step;
    private final AtomicInteger steps = new AtomicInteger();

    FailingOnce(int step) {
        this.step = step;
    }

    void run(Consumer<Progress> work) {
        if (failsAtThatStep(work)) {
            work.accept(doing -> {});
        }
    }

    /** The run that fails, or goes through where it has fewer steps, and none after it. */
    void runOnly(Consumer<Progress> work) {
        failsAtThatStep(work);
    }

    /** Whether no run had that many steps. */
    boolean untouched() {
        return steps.get() < step;
    }

    private boolean failsAtThatStep(Consumer<Progress> work) {
        Progress killing = doing -> {
            if (steps.incrementAndGet() == step) {
                throw new KilledHere();
            }
        };
        try {
            work.accept(killing);
            return false;
        } catch (RuntimeException failed) {
            boolean killed = Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                    .anyMatch(KilledHere.class::isInstance);
            if (!killed) {
                throw failed;
            }
            return true;
        }
    }

    /** Stands for the end of the process. */
    private static final class KilledHere extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
