package dev.gatehouse.provisioner.drift;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.drift.DriftRecords.Outlived;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Closes the drift of components that exist no more. Where the whole stack is gone there is nothing left to tell: its
 * deletion was.
 */
@ApplicationScoped
public class Closings {
    private static final int BATCH = 50;

    private final BlockingBridge bridge;
    private final DriftRecords records;
    private final Observations observations;

    public Closings(BlockingBridge bridge, DriftRecords records, Observations observations) {
        this.bridge = bridge;
        this.records = records;
        this.observations = observations;
    }

    /** Closes what has outlived its components, some stacks at a time. */
    public void close() {
        for (Outlived stack : bridge.read(session -> records.outlived(session, BATCH))) {
            bridge.inTransaction(session -> records.lock(session, stack.stackId())
                    .chain(ended ->
                            ended ? close(session, stack) : Uni.createFrom().voidItem()));
        }
    }

    private Uni<Void> close(Mutiny.Session session, Outlived stack) {
        if (stack.gone()) {
            return records.forget(session, stack.stackId());
        }
        Instant now = Clock.systemUTC().instant();
        return Multi.createFrom()
                .iterable(stack.components())
                .onItem()
                .transformToUniAndConcatenate(component ->
                        observations.change(session, stack.stackId(), before -> before.outlived(component, now)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
