package dev.gatehouse.e2e;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hold that may only be put up once somebody has come to an earlier one: where it cannot tell by itself whom it holds.
 */
final class StagedHold implements Hold {
    private final Hold first;
    private final Supplier<Hold> second;
    private @Nullable Hold later;

    StagedHold(Hold first, Supplier<Hold> second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void awaitSomebody() {
        first.awaitSomebody();
        Hold next = second.get();
        later = next;
        first.close();
        next.awaitSomebody();
    }

    @Override
    public void close() {
        if (later == null) {
            first.close();
        } else {
            later.close();
        }
    }
}
