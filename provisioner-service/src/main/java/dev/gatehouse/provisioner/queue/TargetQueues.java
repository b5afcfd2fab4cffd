package dev.gatehouse.provisioner.queue;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures the queue of each target: components that operations at work have still to make or to remove there, whether
 * they wait for others, for their turn or for the target to come back; of a change those that it has begun, because what it
 * reaches is not known before. Every replica tells the same numbers.
 */
@ApplicationScoped
class TargetQueues {
    private final BlockingBridge bridge;
    private final QueueRecords records;
    private final MultiGauge queues;

    TargetQueues(BlockingBridge bridge, QueueRecords records, MeterRegistry meters) {
        this.bridge = bridge;
        this.records = records;
        this.queues = MultiGauge.builder("gatehouse.provisioner.target.queue")
                .description("Components that operations at work have still to make or to remove")
                .register(meters);
    }

    @Scheduled(every = "${gatehouse.provisioner.queue-interval}", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        List<QueueRecords.Queue> found = bridge.read(records::queues);
        queues.register(
                found.stream()
                        .map(queue ->
                                Row.of(Tags.of("target", queue.target(), "kind", queue.kind()), queue.components()))
                        .collect(Collectors.toList()),
                true);
    }
}
