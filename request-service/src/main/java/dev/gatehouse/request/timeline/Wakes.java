package dev.gatehouse.request.timeline;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * The one wake channel of this replica: says which stack has something new, not what. A lost wake costs time only,
 * because whoever listens also polls.
 */
@ApplicationScoped
class Wakes {
    private final BroadcastProcessor<UUID> channel = BroadcastProcessor.create();

    void wake(UUID stack) {
        channel.onNext(stack);
    }

    /** The wakes of one stack; while the listener is busy they melt into one. */
    Multi<UUID> of(UUID stack) {
        return channel.select().where(stack::equals).onOverflow().dropPreviousItems();
    }
}
