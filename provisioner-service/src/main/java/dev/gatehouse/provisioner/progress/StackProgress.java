package dev.gatehouse.provisioner.progress;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.progress.model.Experience;
import dev.gatehouse.provisioner.progress.model.Piece;
import dev.gatehouse.provisioner.progress.model.Progress;
import dev.gatehouse.provisioner.provisioning.RemainingWork;
import dev.gatehouse.provisioner.provisioning.StackProvisionings;
import dev.gatehouse.provisioner.provisioning.StackProvisionings.StackProvisioning;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** How far a stack's latest operation is. */
@ApplicationScoped
public class StackProgress {
    private final BlockingBridge bridge;
    private final StackProvisionings provisionings;
    private final ProgressRecords records;
    private final RemainingWork remaining;

    public StackProgress(
            BlockingBridge bridge, StackProvisionings provisionings, ProgressRecords records, RemainingWork remaining) {
        this.bridge = bridge;
        this.provisionings = provisionings;
        this.records = records;
        this.remaining = remaining;
    }

    /**
     * An operation, its pieces and how far it is.
     *
     * @param learnedFrom how many earlier runs the estimate was learned from
     */
    public record OperationProgress(Provisioning operation, List<Piece> pieces, Progress progress, int learnedFrom) {}

    public Uni<Optional<OperationProgress>> find(String stackId) {
        return provisionings.find(stackId).chain(found -> Uni.createFrom()
                .item(() -> found.map(this::of))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    /** Renders what is still to be made, or was when it failed, so not on an event loop. */
    private OperationProgress of(StackProvisioning stack) {
        Provisioning operation = stack.operation();
        boolean making = operation.state() != ProvisioningState.READY
                && !operation.order().operation().deletes();
        Set<String> affected = making ? remaining.of(operation.checkpoint()) : Set.of();
        return bridge.read(session -> of(session, stack, affected));
    }

    private Uni<OperationProgress> of(Mutiny.Session session, StackProvisioning stack, Set<String> affected) {
        Provisioning operation = stack.operation();
        StackOrder order = operation.order();
        boolean learning = !operation.state().finished() && operation.state() != ProvisioningState.UNDOING;
        Uni<Experience> experience =
                learning ? records.experience(session, order) : Uni.createFrom().item(Experience.NONE);
        return records.steps(session, order.operation().id())
                .chain(steps -> records.everReady(session, order.stackId())
                        .map(former -> Pieces.of(stack, steps, former, affected)))
                .chain(pieces -> experience.map(learned -> of(operation, pieces, learned)));
    }

    private static OperationProgress of(Provisioning operation, List<Piece> pieces, Experience learned) {
        boolean success =
                operation.state() == ProvisioningState.READY || operation.state() == ProvisioningState.DELETED;
        Progress progress = operation.state().finished()
                ? Progress.ended(success, pieces)
                : Progress.of(
                        pieces,
                        learned,
                        operation.acceptedAt(),
                        Clock.systemUTC().instant());
        return new OperationProgress(operation, pieces, progress, learned.runs());
    }
}
