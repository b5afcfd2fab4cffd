package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Keeps what can never be applied as a dead letter, and marks its aggregate stale, in one transaction. */
@ApplicationScoped
class Burials {
    private static final Logger LOG = Logger.getLogger(Burials.class);
    private static final Function<Mutiny.Session, Uni<Void>> NOTHING_ELSE =
            session -> Uni.createFrom().voidItem();

    private final UnitOfWork unitOfWork;
    private final DeadLetterTable deadLetters;
    private final Marks marks;

    Burials(UnitOfWork unitOfWork, DeadLetterTable deadLetters, Marks marks) {
        this.unitOfWork = unitOfWork;
        this.deadLetters = deadLetters;
        this.marks = marks;
    }

    /** A record that is no event; retries while the database is away. */
    Uni<Void> malformed(ConsumerRecord<String, byte[]> message, String reason) {
        return Persistence.settle(
                        () -> unitOfWork.run(session -> deadLetters
                                .store(session, message, null, reason)
                                .call(() -> marks.staleByKey(session, message.topic(), message.key()))),
                        failure -> lastResort(message, failure, NOTHING_ELSE))
                .replaceWithVoid();
    }

    /** An event that its handler failed with. */
    Uni<Place> bury(EventHandler handler, ConsumerRecord<String, byte[]> message, Event event, Throwable failure) {
        return bury(handler, message, event, failure, NOTHING_ELSE);
    }

    /** @param first what the same transaction does before */
    Uni<Place> bury(
            EventHandler handler,
            ConsumerRecord<String, byte[]> message,
            Event event,
            Throwable failure,
            Function<Mutiny.Session, Uni<Void>> first) {
        LOG.errorf(failure, "%s of %s becomes a dead letter", event.type(), event.subject());
        return unitOfWork
                .run(session -> first.apply(session)
                        .chain(() -> deadLetters.store(session, message, event, reason(failure)))
                        .call(() -> handler.ordering() == Ordering.NONE
                                ? Uni.createFrom().voidItem()
                                : marks.stale(session, Aggregate.of(message.topic(), event))))
                .onFailure(why -> !Outage.is(why))
                .recoverWithUni(why -> lastResort(message, why, first))
                .replaceWith(Place.BURIED);
    }

    /** A letter that cannot be kept with what its record says of itself is kept with its value and place alone. */
    private Uni<Boolean> lastResort(
            ConsumerRecord<String, byte[]> message, Throwable why, Function<Mutiny.Session, Uni<Void>> first) {
        LOG.errorf(why, "%s/%d/%d is kept bare", message.topic(), message.partition(), message.offset());
        ConsumerRecord<String, byte[]> bare =
                new ConsumerRecord<>(message.topic(), message.partition(), message.offset(), null, message.value());
        return unitOfWork.run(session -> first.apply(session)
                .chain(() -> deadLetters.store(session, bare, null, "could not be kept with key and headers")));
    }

    private static String reason(Throwable failure) {
        return failure instanceof RejectedEvent ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
