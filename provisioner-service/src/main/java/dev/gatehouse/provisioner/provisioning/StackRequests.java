package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** Takes orders: each operation once, and never one that comes after a later operation of its stack. */
@ApplicationScoped
public class StackRequests {
    private final ProvisioningRecords records;
    private final WorkflowStarts starts;

    public StackRequests(ProvisioningRecords records, WorkflowStarts starts) {
        this.records = records;
        this.starts = starts;
    }

    /**
     * Accepts an order and starts its workflow, both in the caller's transaction.
     *
     * @throws RejectedEvent if the stack has seen a higher operation number, or another operation of this number
     */
    public Uni<Void> accept(Mutiny.Session session, StackOrder order) {
        return records.find(session, order.operation().id())
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().voidItem()
                        : records.highestNumber(session, order.stackId())
                                .invoke(highest -> refuseIfLate(order, highest))
                                .chain(() -> start(session, order)));
    }

    private Uni<Void> start(Mutiny.Session session, StackOrder order) {
        Instant now = Clock.systemUTC().instant();
        return records.supersede(session, order.stackId(), order.operation().number(), now)
                .chain(() -> records.accept(session, order, now))
                .chain(() -> records.find(session, order.operation().id()))
                .chain(accepted -> starts.start(session, accepted.orElseThrow()));
    }

    private static void refuseIfLate(StackOrder order, int highest) {
        if (order.operation().number() <= highest) {
            throw new RejectedEvent("operation " + order.operation().id() + " has number "
                    + order.operation().number() + ", but stack " + order.stackId() + " has already seen number "
                    + highest);
        }
    }
}
