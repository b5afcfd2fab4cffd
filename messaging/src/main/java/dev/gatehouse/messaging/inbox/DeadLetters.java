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
        return unitOfWork
                .run(session -> table.take(session, id)
                        .chain(message -> message == null
                                ? Uni.createFrom().item(Attempt.ended(id, Replay.Outcome.NOT_WAITING, "nothing to do"))
                                : apply(session, id, message)))
                .call(Attempt::afterwards)
                .map(Attempt::replay)
                .onFailure(failure -> !Outage.is(failure))
                .recoverWithItem(
                        failure -> new Replay(id, Replay.Outcome.FAILED, String.valueOf(failure.getMessage())));
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

    private Uni<Attempt> apply(Mutiny.Session session, UUID id, ConsumerRecord<String, byte[]> message) {
        Optional<EventHandler> handler = handlers.stream()
                .filter(candidate -> candidate.topic().equals(message.topic()))
                .findFirst();
        if (handler.isEmpty()) {
            return Uni.createFrom().failure(new RejectedEvent("this service no longer reads " + message.topic()));
        }
        Event event;
        try {
            event = consumption.read(handler.get(), message);
        } catch (MalformedEvent e) {
            return Uni.createFrom().failure(e);
        }
        return consumption
                .apply(session, handler.get(), message, event)
                .call(() -> table.replayed(session, id))
                .call(() -> marks.fresh(session, Aggregate.of(message.topic(), event)))
                .map(place -> attempt(id, place, handler.get(), event));
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
