package dev.gatehouse.request.timeline;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.stack.Stacks;
import dev.gatehouse.request.timeline.model.TimelineEntry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Shows timelines to those who may read their stacks. */
@ApplicationScoped
public class Timelines {
    private static final int CHUNK = 100;

    private final TimelineStore store;
    private final Stacks stacks;
    private final UnitOfWork work;
    private final Wakes wakes;
    private final Duration poll;

    Timelines(
            TimelineStore store,
            Stacks stacks,
            UnitOfWork work,
            Wakes wakes,
            @ConfigProperty(name = "gatehouse.request.events.poll", defaultValue = "5s") Duration poll) {
        this.store = store;
        this.stacks = stacks;
        this.work = work;
        this.wakes = wakes;
        this.poll = poll;
    }

    /** Entries after a position, in order. */
    public Uni<List<TimelineEntry>> page(Caller caller, UUID stack, long after, int limit) {
        return stacks.find(caller, stack)
                .chain(allowed -> work.read(session -> store.after(session, stack, after, limit)));
    }

    /**
     * Entries after a position, first those that are there and then each as it comes, without end. Reads when woken, and
     * every few seconds in case the wake happened in another replica.
     *
     * @param context runs on the Vert.x context of the subscriber, where sessions can be opened
     */
    public Multi<TimelineEntry> follow(UUID stack, long after, Executor context) {
        AtomicLong last = new AtomicLong(after);
        Multi<Object> ticks = Multi.createFrom()
                .ticks()
                .every(poll)
                .onOverflow()
                .dropPreviousItems()
                .map(tick -> tick);
        Multi<Object> reasons =
                Multi.createBy().merging().streams(ticks, wakes.of(stack).map(woken -> woken));
        return reasons.onOverflow()
                .dropPreviousItems()
                .emitOn(context)
                .onItem()
                .transformToMultiAndConcatenate(reason -> unread(stack, last));
    }

    private Multi<TimelineEntry> unread(UUID stack, AtomicLong last) {
        return Multi.createBy()
                .repeating()
                .uni(() -> work.read(session -> store.after(session, stack, last.get(), CHUNK))
                        .invoke(entries -> entries.forEach(entry -> last.set(entry.position()))))
                .whilst(entries -> entries.size() == CHUNK)
                .onItem()
                .<TimelineEntry>disjoint();
    }

    /** Refuses a caller who may not read the stack. */
    public Uni<Void> mustBeAllowedToRead(Caller caller, UUID stack) {
        return stacks.find(caller, stack).replaceWithVoid();
    }
}
