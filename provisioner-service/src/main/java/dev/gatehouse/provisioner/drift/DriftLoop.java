package dev.gatehouse.provisioner.drift;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.drift.WatchRecords.Claim;
import dev.gatehouse.provisioner.drift.model.DriftPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Has due components looked at: a few at a time, and never all of them on one target, so that one that hangs does not
 * hold up the others.
 */
@ApplicationScoped
public class DriftLoop {
    private static final Logger LOG = Logger.getLogger(DriftLoop.class);

    private final Watches watches;
    private final Observations observations;
    private final Closings closings;
    private final UnrepairedStacks unrepaired;
    private final BlockingBridge bridge;
    private final DriftRecords records;
    private final MultiGauge open;
    private final int share;
    private final Semaphore free;
    private final ConcurrentMap<String, Semaphore> shares = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /** @param parallel how many observations one replica makes at the same time */
    public DriftLoop(
            Watches watches,
            Observations observations,
            Closings closings,
            UnrepairedStacks unrepaired,
            BlockingBridge bridge,
            DriftRecords records,
            MeterRegistry meters,
            @ConfigProperty(name = "gatehouse.provisioner.drift.parallel") int parallel) {
        this.watches = watches;
        this.observations = observations;
        this.closings = closings;
        this.unrepaired = unrepaired;
        this.bridge = bridge;
        this.records = records;
        this.open = MultiGauge.builder("gatehouse.provisioner.drift.open")
                .description("components that are not as they were made")
                .register(meters);
        this.share = Math.max(1, parallel / 2);
        this.free = new Semaphore(parallel);
        this.threads = Executors.newFixedThreadPool(parallel, work -> {
            Thread thread = new Thread(work, "drift");
            thread.setDaemon(true);
            return thread;
        });
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    @Scheduled(
            every = "${gatehouse.provisioner.drift.enrol:10s}",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void enrol() {
        watches.enrol();
        closings.close();
        unrepaired.askAgain();
        measure();
    }

    @Scheduled(
            every = "${gatehouse.provisioner.drift.poll:1s}",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        watches.dueTargets().forEach(this::begin);
    }

    private void begin(String target) {
        Semaphore here = shares.computeIfAbsent(target, any -> new Semaphore(share));
        int most = Math.min(here.availablePermits(), free.availablePermits());
        if (most == 0) {
            return;
        }
        for (Claim claim : watches.claim(target, most)) {
            here.acquireUninterruptibly();
            free.acquireUninterruptibly();
            threads.execute(() -> look(claim, here));
        }
    }

    private void look(Claim claim, Semaphore here) {
        try {
            observations.observe(claim);
        } catch (RuntimeException fault) {
            LOG.warnf(fault, "what was seen of %s/%s could not be noted", claim.stackId(), claim.component());
        } finally {
            free.release();
            here.release();
        }
    }

    void measure() {
        Map<String, Long> counts = bridge.read(records::countByPolicy);
        open.register(
                Arrays.stream(DriftPolicy.values())
                        .map(DriftPolicy::label)
                        .map(policy -> MultiGauge.Row.of(Tags.of("policy", policy), counts.getOrDefault(policy, 0L)))
                        .toList(),
                true);
    }
}
