package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.event.MalformedEvent;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Looking at dead letters and replaying them. A replay takes the record to its topic's handler once more, by the same
 * rules as the first time; replaying twice changes nothing.
 */
@ApplicationScoped
public class DeadLetters {
    private static final UUID FIRST = new UUID(0, 0);
    public static final int PAGE = 100;

    private final UnitOfWork unitOfWork;
    private final DeadLetterTable table;
    private final Consumption consumption;
    private final Marks marks;
    private final Inbox inbox;
    private final Instance<EventHandler> handlers;

    DeadLetters(
            UnitOfWork unitOfWork,
            DeadLetterTable table,
            Consumption consumption,
            Marks marks,
            Inbox inbox,
            @Any Instance<EventHandler> handlers) {
        this.unitOfWork = unitOfWork;
        this.table = table;
        this.consumption = consumption;
        this.marks = marks;
        this.inbox = inbox;
        this.handlers = handlers;
    }

    /**
     * At most 100 letters in the order of their ids, beginning after {@code after}.
     *
     * @param all whether to list those that have been replayed as well
     */
    public Uni<List<DeadLetter>> list(Optional<UUID> after, boolean all) {
        return unitOfWork.read(session -> table.list(session, after.orElse(FIRST), PAGE, all));
    }

    /** Replays one letter. Fails only where the database does. */
    public Uni<Replay> replay(UUID id) {
        return settle(id, (session, message) -> apply(session, id, message));
    }

    /**
     * Gives up on one letter: its event is never applied, and what waited behind it is. For events that no correction
     * can make applicable; else the aggregate would stand still for ever.
     *
     * @param by who decided it
     */
    public Uni<Replay> skip(UUID id, String by) {
        return settle(id, (session, message) -> pass(session, id, message, by));
    }

    /** Replays every letter that waits, one transaction each, oldest place in its aggregate first. */
    public Uni<List<Replay>> replayAll() {
        return unitOfWork.read(table::waiting).chain(ids -> Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(this::replay)
                .collect()
                .asList());
    }

    private Uni<Replay> settle(
            UUID id, BiFunction<Mutiny.Session, ConsumerRecord<String, byte[]>, Uni<Attempt>> action) {
        return unitOfWork
                .run(session -> table.take(session, id)
                        .chain(message -> message == null
                                ? Uni.createFrom().item(Attempt.ended(id, Replay.Outcome.NOT_WAITING, "nothing to do"))
                                : action.apply(session, message)))
                .call(Attempt::afterwards)
                .map(Attempt::replay)
                .onFailure(failure -> !Outage.is(failure))
                .recoverWithItem(
                        failure -> new Replay(id, Replay.Outcome.FAILED, String.valueOf(failure.getMessage())));
    }

    private Uni<Attempt> apply(Mutiny.Session session, UUID id, ConsumerRecord<String, byte[]> message) {
        EventHandler handler = handler(message.topic());
        Event event;
        try {
            event = consumption.read(handler, message);
        } catch (MalformedEvent e) {
            return Uni.createFrom().failure(e);
        }
        return consumption
                .apply(session, handler, message, event)
                .call(() -> table.replayed(session, id))
                .call(() -> marks.fresh(session, Aggregate.of(message.topic(), event)))
                .map(place -> attempt(id, place, handler, event));
    }

    private Uni<Attempt> pass(Mutiny.Session session, UUID id, ConsumerRecord<String, byte[]> message, String by) {
        EventHandler handler = handler(message.topic());
        Attempt skipped = Attempt.ended(id, Replay.Outcome.SKIPPED, "never to be applied");
        Event event;
        try {
            event = consumption.read(handler, message);
        } catch (MalformedEvent e) {
            // Nobody can tell which place in which aggregate it would have had, so there is nothing to move on.
            return table.skipped(session, id, by).replaceWith(skipped);
        }
        Aggregate aggregate = Aggregate.of(message.topic(), event);
        return marks.judge(session, handler.ordering(), aggregate, event.sequence())
                .invoke(place -> {
                    if (place.kind() == Place.Kind.BEHIND_GAP) {
                        throw new RejectedEvent("a predecessor is missing; replay or skip that one first");
                    }
                })
                .call(() -> table.skipped(session, id, by))
                .call(() -> marks.fresh(session, aggregate))
                .map(place ->
                        place.waiting() > 0 ? new Attempt(skipped.replay(), inbox.drain(handler, aggregate)) : skipped);
    }

    private EventHandler handler(String topic) {
        return handlers.stream()
                .filter(candidate -> candidate.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new RejectedEvent("this service no longer reads " + topic));
    }

    private Attempt attempt(UUID id, Place place, EventHandler handler, Event event) {
        return switch (place.kind()) {
            case NEXT ->
                new Attempt(
                        new Replay(id, Replay.Outcome.APPLIED, "applied"),
                        place.waiting() > 0
                                ? inbox.drain(handler, Aggregate.of(handler.topic(), event))
                                : Uni.createFrom().voidItem());
            case DUPLICATE -> Attempt.ended(id, Replay.Outcome.OUTDATED, "the aggregate has moved past this event");
            case BEHIND_GAP, BURIED ->
                Attempt.ended(id, Replay.Outcome.PARKED, "a predecessor is missing; replay that one");
        };
    }

    /** A replay whose transaction has succeeded, and what is to follow once it has committed. */
    private record Attempt(Replay replay, Uni<Void> afterwards) {
        static Attempt ended(UUID id, Replay.Outcome outcome, String detail) {
            return new Attempt(new Replay(id, outcome, detail), Uni.createFrom().voidItem());
        }
    }
}
