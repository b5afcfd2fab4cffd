package dev.gatehouse.provisioner.queue;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.Engines;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the queue of each target: components that operations at work have still to make or to remove there, whether
 * they wait for others, for their turn or for the target to come back; of a change those that it has begun, because what it
 * reaches is not known before. Each kind that can lie on a target has its number, also zero. Every replica tells the same
 * numbers.
 */
@ApplicationScoped
class TargetQueues {
    private final BlockingBridge bridge;
    private final QueueRecords records;
    private final Engines engines;
    private final MultiGauge queues;

    TargetQueues(BlockingBridge bridge, QueueRecords records, Engines engines, MeterRegistry meters) {
        this.bridge = bridge;
        this.records = records;
        this.engines = engines;
        this.queues = MultiGauge.builder("gatehouse.provisioner.target.queue")
                .description("Components that operations at work have still to make or to remove")
                .register(meters);
    }

    @Scheduled(every = "${gatehouse.provisioner.queue-interval}", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        List<QueueRecords.Queue> found = bridge.read(records::queues);
        queues.register(found.stream().flatMap(this::rows).collect(Collectors.toList()), true);
    }

    private Stream<Row<?>> rows(QueueRecords.Queue queue) {
        Map<String, Long> components = new TreeMap<>(queue.components());
        engines.workingOn(queue.targetKind()).forEach(engine -> components.putIfAbsent(engine.kind(), 0L));
        return components.entrySet().stream()
                .map(each -> Row.of(Tags.of("target", queue.target(), "kind", each.getKey()), each.getValue()));
    }
}
