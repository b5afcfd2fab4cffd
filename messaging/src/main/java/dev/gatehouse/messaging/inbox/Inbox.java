package dev.gatehouse.messaging.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.event.MalformedEvent;
import dev.gatehouse.messaging.trace.ConsumerSpan;
import dev.gatehouse.messaging.trace.TraceParent;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
    /** A transaction of so many records is still a short one. */
    private static final int PORTION = 50;

    private final UnitOfWork unitOfWork;
    private final Consumption consumption;
    private final ParkedEvents parked;
    private final Burials burials;
    private final InboxMetrics metrics;
    private final ConsumerSpan span;

    Inbox(
            UnitOfWork unitOfWork,
            Consumption consumption,
            ParkedEvents parked,
            Burials burials,
            InboxMetrics metrics,
            ConsumerSpan span) {
        this.unitOfWork = unitOfWork;
        this.consumption = consumption;
        this.parked = parked;
        this.burials = burials;
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
            log(event);
            return span.around(handler.topic(), traceparent(message, event), () -> take(handler, message, event));
        } catch (MalformedEvent e) {
            String reason = String.valueOf(e.getMessage());
            return span.around(handler.topic(), traceparent(message, null), () -> refuse(message, reason));
        }
    }

    /**
     * Takes records that were read together, a portion of them in one transaction, each in its own trace. Where anything
     * is wrong with one of a portion, each of it is taken by itself as {@link #receive(EventHandler, ConsumerRecord)}
     * does.
     */
    public Uni<Void> receive(EventHandler handler, ConsumerRecords<String, byte[]> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .group()
                .intoLists()
                .of(PORTION)
                .onItem()
                .transformToUniAndConcatenate(portion -> receive(handler, portion))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> receive(EventHandler handler, List<ConsumerRecord<String, byte[]>> portion) {
        List<Read> readable = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> message : portion) {
                readable.add(new Read(message, consumption.read(handler, message)));
            }
        } catch (MalformedEvent malformed) {
            return oneByOne(handler, portion);
        }
        return unitOfWork
                .run(session -> applyAll(session, handler, readable))
                .onFailure()
                .invoke(failure -> LOG.debugf(failure, "%s is taken one by one", handler.topic()))
                .onFailure()
                .recoverWithItem(List.of())
                .chain(places -> places.isEmpty() ? oneByOne(handler, portion) : concluded(handler, readable, places));
    }

    /** A record and the event that it tells. */
    private record Read(ConsumerRecord<String, byte[]> message, Event event) {}

    private Uni<List<Place>> applyAll(Mutiny.Session session, EventHandler handler, List<Read> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(read -> {
                    log(read.event());
                    return span.around(
                            handler.topic(),
                            traceparent(read.message(), read.event()),
                            () -> consumption.apply(session, handler, read.message(), read.event()));
                })
                .collect()
                .asList();
    }

    private Uni<Void> concluded(EventHandler handler, List<Read> events, List<Place> places) {
        Set<Aggregate> waiting = new LinkedHashSet<>();
        for (int i = 0; i < places.size(); i++) {
            metrics.count(handler.topic(), places.get(i));
            if (places.get(i).waiting() > 0) {
                waiting.add(Aggregate.of(handler.topic(), events.get(i).event()));
            }
        }
        return Multi.createFrom()
                .iterable(waiting)
                .onItem()
                .transformToUniAndConcatenate(aggregate -> drain(handler, aggregate))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> oneByOne(EventHandler handler, List<ConsumerRecord<String, byte[]>> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(message -> receive(handler, message))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> take(EventHandler handler, ConsumerRecord<String, byte[]> message, Event event) {
        return Persistence.settle(
                        () -> unitOfWork.run(session -> consumption.apply(session, handler, message, event)),
                        failure -> burials.bury(handler, message, event, failure))
                .invoke(place -> metrics.count(handler.topic(), place))
                .chain(place -> place.waiting() > 0
                        ? drain(handler, Aggregate.of(handler.topic(), event))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> refuse(ConsumerRecord<String, byte[]> message, String reason) {
        return burials.malformed(message, reason).invoke(() -> metrics.count(message.topic(), Place.BURIED));
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
                        failure -> burials.bury(
                                handler,
                                message,
                                event,
                                failure,
                                session -> parked.unpark(session, aggregate, event.sequence())))
                .invoke(place -> metrics.count(handler.topic(), place))
                .map(place -> place.kind() != Place.Kind.BURIED);
    }

    /** What the logs of this record's handling can be found by. */
    private static void log(Event event) {
        MDC.put("aggregate", event.subject());
        JsonNode stack = event.data().path("stackId");
        if (stack.isTextual()) {
            MDC.put("stackId", stack.asText());
        }
    }

    /** The span of the producer; for producers that only fill the CloudEvents attribute, the span of the telling. */
    private static @Nullable String traceparent(ConsumerRecord<String, byte[]> message, @Nullable Event event) {
        Header header = message.headers().lastHeader(TraceParent.NAME);
        if (header != null) {
            return new String(header.value(), StandardCharsets.US_ASCII);
        }
        return event == null ? null : event.extensions().get(TraceParent.NAME);
    }
}
