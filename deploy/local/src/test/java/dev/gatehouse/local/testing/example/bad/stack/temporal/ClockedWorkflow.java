package dev.gatehouse.local.testing.example.bad.stack.temporal;

import java.time.Instant;
import java.util.function.Supplier;

/** Reads the clock, in a lambda as well as anywhere. */
final class ClockedWorkflow implements StackWorkflow {

    @Override
    public void run() {
        Supplier<Instant> clock = () -> Instant.now();
        if (clock.get().isAfter(Instant.EPOCH)) {
            throw new IllegalStateException("late");
        }
    }
}
