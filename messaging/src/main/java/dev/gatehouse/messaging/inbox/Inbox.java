package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.event.MalformedEvent;
import dev.gatehouse.messaging.trace.ConsumerSpan;
import dev.gatehouse.messaging.trace.TraceParent;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end: high-water mark, state change and outbox rows in one transaction, then the acknowledgement.
 * A service's {@code @Incoming} method does nothing but call {@link #receive}.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final UnitOfWork unitOfWork;
    private final Consumption consumption;
    private final ParkedEvents parked;
    private final DeadLetterTable deadLetters;
    private final Marks marks;
    private final InboxMetrics metrics;
    private final ConsumerSpan span;

    Inbox(
            UnitOfWork unitOfWork,
            Consumption consumption,
            ParkedEvents parked,
            DeadLetterTable deadLetters,
            Marks marks,
            InboxMetrics metrics,
            ConsumerSpan span) {
        this.unitOfWork = unitOfWork;
        this.consumption = consumption;
        this.parked = parked;
        this.deadLetters = deadLetters;
        this.marks = marks;
        this.metrics = metrics;
        this.span = span;
    }

    /**
     * Takes one record to its handler. Completes when the record may be acknowledged: applied, dropped as a duplicate,
     * kept behind a gap, or stored as a dead letter. While the database is away it retries and does not complete.
     */
    public Uni<Void> receive(EventHandler handler, ConsumerRecord<String, byte[]> message) {
        try {
            Event event = consumption.read(handler, message);
            MDC.put("aggregate", event.subject());
            return span.around(handler.topic(), traceparent(message, event), () -> take(handler, message, event));
        } catch (MalformedEvent e) {
            String reason = String.valueOf(e.getMessage());
            return span.around(handler.topic(), traceparent(message, null), () -> refuse(message, reason));
        }
    }

    private Uni<Void> take(EventHandler handler, ConsumerRecord<String, byte[]> message, Event event) {
        return Persistence.settle(
                        () -> unitOfWork.run(session -> consumption.apply(session, handler, message, event)),
                        failure -> unitOfWork.run(session -> bury(session, message, event, failure)))
                .invoke(place -> metrics.count(handler.topic(), place))
                .chain(place -> place.waiting() > 0
                        ? drain(handler, Aggregate.of(handler.topic(), event))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> refuse(ConsumerRecord<String, byte[]> message, String reason) {
        return Persistence.settle(
                        () -> unitOfWork.run(session -> deadLetters
                                .store(session, message, null, reason)
                                .call(() -> marks.staleByKey(session, message.topic(), message.key()))
                                .replaceWith(Place.BURIED)),
                        failure -> Uni.createFrom().failure(failure))
                .invoke(place -> metrics.count(message.topic(), place))
                .replaceWithVoid();
    }

    private Uni<Place> bury(
            Mutiny.Session session, ConsumerRecord<String, byte[]> message, Event event, Throwable failure) {
        LOG.errorf(failure, "%s of %s becomes a dead letter", event.type(), event.subject());
        return deadLetters
                .store(session, message, event, reason(failure))
                .call(() -> marks.stale(session, Aggregate.of(message.topic(), event)))
                .replaceWith(Place.BURIED);
    }

    /** Applies what waits behind the event that the aggregate's mark has reached, in order, up to the next gap. */
    Uni<Void> drain(EventHandler handler, Aggregate aggregate) {
        return Multi.createBy()
                .repeating()
                .uni(() -> Persistence.settle(
                                () -> unitOfWork.read(session -> parked.next(session, aggregate)),
                                failure -> Uni.createFrom().failure(failure))
                        .chain(next -> next == null ? Uni.createFrom().item(false) : resume(handler, aggregate, next)))
                .whilst(moved -> moved)
                .onItem()
                .ignoreAsUni();
    }

    /** Applies one parked record whose turn has come; false where it became a dead letter, which is a new gap. */
    private Uni<Boolean> resume(EventHandler handler, Aggregate aggregate, ConsumerRecord<String, byte[]> message) {
        Event event;
        try {
            event = consumption.read(handler, message);
        } catch (MalformedEvent e) {
            return Uni.createFrom().failure(new IllegalStateException("only well-formed events are parked", e));
        }
        return Persistence.settle(
                        () -> unitOfWork.run(session -> consumption.applyParked(session, handler, message, event)),
                        failure -> unitOfWork.run(session -> parked.unpark(session, aggregate, event.sequence())
                                .chain(() -> bury(session, message, event, failure))))
                .invoke(place -> metrics.count(handler.topic(), place))
                .map(place -> place.kind() != Place.Kind.BURIED);
    }

    /** The span of the producer; for producers that only fill the CloudEvents attribute, the span of the telling. */
    private static @Nullable String traceparent(ConsumerRecord<String, byte[]> message, @Nullable Event event) {
        Header header = message.headers().lastHeader(TraceParent.NAME);
        if (header != null) {
            return new String(header.value(), StandardCharsets.US_ASCII);
        }
        return event == null ? null : event.extensions().get(TraceParent.NAME);
    }

    private static String reason(Throwable failure) {
        return failure instanceof RejectedEvent ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
