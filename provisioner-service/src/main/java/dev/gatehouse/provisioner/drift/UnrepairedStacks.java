package dev.gatehouse.provisioner.drift;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.drift.DriftRecords.Waiting;
import dev.gatehouse.provisioner.drift.model.StackDrift;
import dev.gatehouse.provisioner.drift.model.StackDrift.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Asks again for the repair of what a failed operation left unmade: no observation will, since it does not stand. At the
 * same pace as for what is observed.
 */
@ApplicationScoped
public class UnrepairedStacks {
    private static final int BATCH = 50;

    private final BlockingBridge bridge;
    private final DriftRecords records;
    private final Observations observations;
    private final Duration interval;

    public UnrepairedStacks(
            BlockingBridge bridge,
            DriftRecords records,
            Observations observations,
            @ConfigProperty(name = "gatehouse.provisioner.drift.interval") Duration interval) {
        this.bridge = bridge;
        this.records = records;
        this.observations = observations;
        this.interval = interval;
    }

    /** Asks for all for which it is time, and forgets what was asked for where all has been well for long. */
    public void askAgain() {
        Instant now = Clock.systemUTC().instant();
        List<Waiting> batch = after("", now);
        while (!batch.isEmpty()) {
            batch.forEach(stack -> bridge.inTransaction(session -> ask(session, stack, now)));
            batch = after(batch.get(batch.size() - 1).stackId(), now);
        }
        bridge.inTransaction(session -> records.forgetAsked(session, now.minus(StackDrift.memory(interval))));
    }

    private List<Waiting> after(String stack, Instant now) {
        return bridge.read(session -> records.waiting(session, now, stack, BATCH));
    }

    /** Another replica may have asked meanwhile: then it is not yet time. After a later operation it counts no more. */
    private Uni<Void> ask(Mutiny.Session session, Waiting stack, Instant now) {
        Standing standing = new Standing(now, stack.generation(), stack.operationNumber(), interval);
        return records.lock(session, stack.stackId(), stack.operationNumber())
                .chain(ended -> ended
                        ? observations.change(session, stack.stackId(), before -> before.unrepaired(standing))
                        : Uni.createFrom().voidItem());
    }
}
