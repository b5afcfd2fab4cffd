package dev.gatehouse.messaging.kafka;

import dev.gatehouse.messaging.relay.Delivers;
import dev.gatehouse.messaging.relay.Delivery;
import dev.gatehouse.messaging.relay.DeliveryReport;
import dev.gatehouse.messaging.relay.DeliveryReport.Failure;
import dev.gatehouse.messaging.relay.DeliveryReport.Obstacle;
import dev.gatehouse.messaging.relay.OutboxRow;
import dev.gatehouse.messaging.relay.RelayKind;
import dev.gatehouse.messaging.trace.TraceParent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Delivers facts and dead letters through the {@code outbox} channel. Aggregates travel side by side; within one
 * aggregate the next record leaves when the broker has confirmed the one before.
 */
@ApplicationScoped
@Delivers(RelayKind.EVENTS)
public class KafkaDelivery implements Delivery {
    static final String CHANNEL = "outbox";
    /** No record is sent later than this after the batch began: other relays count on it, see LONGEST_JOURNEY. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(5);
    /** Above the producer's delivery.timeout.ms and the channel's own retries, so that they give up first. */
    private static final Duration LONGEST_SEND = Duration.ofSeconds(15);

    private final MutinyEmitter<ProducerRecord<String, byte[]>> emitter;
    private final KafkaClientService clients;
    private final OutboxRecords records;

    public KafkaDelivery(
            @Channel(CHANNEL) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<String, byte[]>> emitter,
            KafkaClientService clients,
            OutboxRecords records) {
        this.emitter = emitter;
        this.clients = clients;
        this.records = records;
    }

    @Override
    public DeliveryReport deliver(List<OutboxRow> rows) {
        Queue<OutboxRow> delivered = new ConcurrentLinkedQueue<>();
        Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + LONGEST_BATCH.toNanos();
        Set<String> closed = closedTopics(rows, failures);
        List<Uni<Void>> lanes = lanes(rows, closed).stream()
                .map(lane -> send(lane, end, delivered, failures))
                .toList();
        if (!lanes.isEmpty()) {
            Uni.join().all(lanes).andCollectFailures().await().indefinitely();
        }
        return new DeliveryReport(List.copyOf(delivered), List.copyOf(failures));
    }

    /**
     * The topics that take no records now. Asked before every batch (the answer is cached by the producer), because
     * sending to a topic that the producer does not know would hold up every other topic for max.block.ms a record.
     */
    private Set<String> closedTopics(List<OutboxRow> rows, Collection<Failure> failures) {
        Set<String> asked = new HashSet<>();
        Set<String> closed = new HashSet<>();
        for (OutboxRow row : rows) {
            if (asked.add(row.destination())) {
                try {
                    clients.getProducer(CHANNEL)
                            .partitionsFor(row.destination())
                            .await()
                            .atMost(LONGEST_SEND);
                } catch (RuntimeException e) {
                    closed.add(row.destination());
                    failures.add(new Failure(row, Obstacle.DESTINATION, String.valueOf(e)));
                }
            }
        }
        return closed;
    }

    private static Collection<List<OutboxRow>> lanes(List<OutboxRow> rows, Set<String> closed) {
        Map<String, List<OutboxRow>> lanes = new LinkedHashMap<>();
        for (OutboxRow row : rows) {
            if (!closed.contains(row.destination())) {
                lanes.computeIfAbsent(row.destination() + '\n' + row.aggregate(), key -> new ArrayList<>())
                        .add(row);
            }
        }
        return lanes.values();
    }

    private Uni<Void> send(List<OutboxRow> lane, long end, Queue<OutboxRow> delivered, Queue<Failure> failures) {
        return Multi.createFrom()
                .iterable(lane)
                .select()
                .first(row -> System.nanoTime() < end)
                .onItem()
                .transformToUniAndConcatenate(row -> send(row)
                        .invoke(() -> delivered.add(row))
                        .onFailure()
                        .invoke(failure -> failures.add(new Failure(row, obstacle(failure), String.valueOf(failure)))))
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> send(OutboxRow row) {
        return Uni.createFrom().deferred(() -> {
            Message<ProducerRecord<String, byte[]>> message = Message.of(records.record(row))
                    .addMetadata(TracingMetadata.withCurrent(TraceParent.context(row.traceparent())));
            return emitter.sendMessage(message).ifNoItem().after(LONGEST_SEND).fail();
        });
    }

    /** A record that is too large or forbidden fails again; a broker that does not answer fails for everybody. */
    private static Obstacle obstacle(Throwable failure) {
        boolean away = failure instanceof RetriableException || failure instanceof TimeoutException;
        return away ? Obstacle.EVERYTHING : Obstacle.AGGREGATE;
    }
}
