package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Takes orders: each operation once, and never one that comes after a later operation of its stack. */
@ApplicationScoped
public class StackRequests {
    private static final Logger LOG = Logger.getLogger(StackRequests.class);

    private final ProvisioningRecords records;
    private final WorkflowStarts starts;
    private final Counter late;

    public StackRequests(ProvisioningRecords records, WorkflowStarts starts, MeterRegistry meters) {
        this.records = records;
        this.starts = starts;
        this.late = meters.counter("gatehouse.provisioner.late.operations");
    }

    /**
     * Accepts an order and starts its workflow, both in the caller's transaction. An order with a number that the stack
     * has already seen is passed over: it comes too late for ever, and those after it must not wait behind it.
     */
    public Uni<Void> accept(Mutiny.Session session, StackOrder order) {
        Instant now = Clock.systemUTC().instant();
        return afterEarlier(session, order)
                .chain(known -> records.accept(session, known, now))
                .chain(accepted -> accepted.isPresent()
                        ? start(session, accepted.get(), now)
                        : records.find(session, order.operation().id())
                                .invoke(known -> tellIfLate(order, known.isPresent()))
                                .replaceWithVoid());
    }

    private Uni<StackOrder> afterEarlier(Mutiny.Session session, StackOrder order) {
        return order.operation().later()
                ? records.latest(session, order.stackId())
                        .map(latest -> latest.map(order::after).orElse(order))
                : Uni.createFrom().item(order);
    }

    private Uni<Void> start(Mutiny.Session session, Provisioning accepted, Instant now) {
        String stackId = accepted.order().stackId();
        Operation operation = accepted.order().operation();
        // Nothing comes before a stack's first operation.
        Uni<Void> alone = operation.later()
                ? records.supersede(session, stackId, operation.number(), now)
                : Uni.createFrom().voidItem();
        return alone.chain(() -> starts.start(session, accepted));
    }

    private void tellIfLate(StackOrder order, boolean repeated) {
        if (!repeated) {
            late.increment();
            LOG.warnf(
                    "operation %s of stack %s is passed over: its number is %d, and that or a higher one was seen before",
                    order.operation().id(), order.stackId(), order.operation().number());
        }
    }
}
