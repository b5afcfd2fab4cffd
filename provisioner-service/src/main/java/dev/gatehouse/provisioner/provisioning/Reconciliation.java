package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Starts the workflows of unfinished operations again: all of them when the service starts and when Temporal has lost its
 * workflows, and one that has not moved on for long, for whatever reason. Where the workflow still runs, that changes
 * nothing; where it does not, it goes on from what this service's rows say.
 */
@ApplicationScoped
public class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class);
    private static final int BATCH = 200;
    /** After a loss; what an activity of the lost Temporal notes during the first pass that one leaves out. */
    private static final int PASSES = 2;

    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final WorkflowStarts starts;
    private final WorkflowMemory memory;
    private final Duration patience;
    private final Counter restarts;
    private final AtomicLong unfinished;
    /** How often all is still to be started again. */
    private int passes;

    /** @param patience how long an operation may stand still before its workflow is taken for lost, whatever Temporal has kept */
    public Reconciliation(
            BlockingBridge bridge,
            ProvisioningRecords records,
            WorkflowStarts starts,
            WorkflowMemory memory,
            @ConfigProperty(name = "gatehouse.provisioner.reconcile-after", defaultValue = "PT2M") Duration patience,
            MeterRegistry meters) {
        this.bridge = bridge;
        this.records = records;
        this.starts = starts;
        this.memory = memory;
        this.patience = patience;
        this.restarts = meters.counter("gatehouse.provisioner.reconciled.operations");
        this.unfinished = meters.gauge("gatehouse.provisioner.unfinished.operations", new AtomicLong());
    }

    /** A fault here must not keep the service from starting: the same is tried again every few seconds. */
    void atStart(@Observes StartupEvent started) {
        try {
            restart(Clock.systemUTC().instant());
        } catch (RuntimeException fault) {
            LOG.error("Unfinished operations could not be looked up at start", fault);
        }
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void periodically() {
        passes = memory.kept() ? passes : PASSES;
        Instant now = Clock.systemUTC().instant();
        restart(passes > 0 ? now : now.minus(patience));
        passes = Math.max(0, passes - 1);
        unfinished.set(bridge.read(records::countUnfinished));
    }

    /** Enqueues the start of every unfinished operation that has not moved on since then. */
    private void restart(Instant since) {
        int claimed;
        do {
            claimed = bridge.inTransaction(session -> restartBatch(session, since));
            restarts.increment(claimed);
        } while (claimed == BATCH);
    }

    private Uni<Integer> restartBatch(Mutiny.Session session, Instant since) {
        return records.claimUnfinished(session, since, Clock.systemUTC().instant(), BATCH)
                .call(operations -> startAll(session, operations))
                .map(List::size);
    }

    private Uni<Void> startAll(Mutiny.Session session, List<Provisioning> operations) {
        return Multi.createFrom()
                .iterable(operations)
                .onItem()
                .transformToUniAndConcatenate(operation -> {
                    LOG.infof(
                            "operation %s of stack %s has not moved on: its workflow is started if it does not run",
                            operation.order().operation().id(),
                            operation.order().stackId());
                    return starts.start(session, operation);
                })
                .collect()
                .last()
                .replaceWithVoid();
    }
}
