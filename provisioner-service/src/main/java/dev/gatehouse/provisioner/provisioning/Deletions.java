package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.messaging.transaction.Together;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.Restorations.Former;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Orphan;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.DeletionFailed;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.StackDeleted;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.secret.StackSecrets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A deletion's beginning and its two ends. Each method is one transaction with its fact in it, may run any number of
 * times, and leaves an operation that has ended as it is.
 */
@ApplicationScoped
public class Deletions {
    private static final int MOST = 50;
    private static final String KEEP = " Or keep the stack: nothing of it was removed.";
    private static final String REPAIR =
            " Or keep the stack: POST /api/v1/stacks/%s:repair makes again what was removed.";

    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final Restorations restorations;
    private final Engagements engagements;
    private final WorkflowStops stops;
    private final StackSecrets secrets;
    private final OperationTimes times;
    private final Outbox outbox;
    private final Together<Checkpoint, Begun> beginnings = new Together<>(MOST, this::begin);
    private final Together<Gone, Boolean> ends = new Together<>(MOST, this::complete);

    public Deletions(
            BlockingBridge bridge,
            ProvisioningRecords records,
            ComponentRecords components,
            Restorations restorations,
            Engagements engagements,
            WorkflowStops stops,
            StackSecrets secrets,
            OperationTimes times,
            Outbox outbox) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.restorations = restorations;
        this.engagements = engagements;
        this.stops = stops;
        this.secrets = secrets;
        this.times = times;
        this.outbox = outbox;
    }

    /** Says what there is to remove: what stands, or may. It needs no release, known or not. */
    public Begun begin(Checkpoint checkpoint) {
        return beginnings.perform(checkpoint);
    }

    private List<Begun> begin(List<Checkpoint> beginnings) {
        Instant now = Clock.systemUTC().instant();
        Set<String> operations =
                beginnings.stream().map(Checkpoint::operationId).collect(Collectors.toSet());
        Set<String> stacks = beginnings.stream().map(Checkpoint::stackId).collect(Collectors.toSet());
        return bridge.inTransaction(session -> records.running(session, operations, now)
                .chain(running -> records.findAll(session, operations)
                        .chain(known -> components.ofStacks(session, stacks).map(planned -> beginnings.stream()
                                .map(one -> begun(one, running, known, planned))
                                .toList()))));
    }

    private static Begun begun(
            Checkpoint one,
            Map<String, Provisioning> running,
            Map<String, Provisioning> known,
            Map<String, List<Component>> planned) {
        Provisioning operation = running.get(one.operationId());
        if (operation != null && operation.state() == ProvisioningState.UNDOING) {
            return new Begun(new ComponentGraph(List.of()), null, operation.failure(), false);
        }
        if (operation != null) {
            return new Begun(ComponentGraph.remaining(planned.getOrDefault(one.stackId(), List.of())), null);
        }
        return Begun.ended(Outcome.of(Objects.requireNonNull(known.get(one.operationId()))));
    }

    /**
     * Returns once no engine is at work on the stack, nor ever will be for what came before: earlier operations were ended
     * when this one was accepted, one that is undone makes nothing more, and engines look at that before they begin.
     *
     * @throws TransientFailure while one is still at work; it was asked to stop
     * @throws PermanentFailure if the operation is a deletion that was cancelled meanwhile
     */
    public void awaitEarlierWork(Checkpoint checkpoint) {
        String stack = checkpoint.stackId();
        if (bridge.inTransaction(session -> engagements.quiet(session, stack))) {
            return;
        }
        bridge.read(session -> records.find(session, checkpoint.operationId())).ifPresent(Deletions::refuseIfCancelled);
        stops.stop(bridge.read(session -> records.superseded(session, stack)).stream()
                .map(operation -> new Checkpoint(stack, operation, 1).workflowId())
                .toList());
        throw new TransientFailure("an engine is still at work on the stack", null);
    }

    /** @throws PermanentFailure if the operation is a deletion that was cancelled */
    static void refuseIfCancelled(Provisioning operation) {
        Optional<PermanentFailure> cancelled = cancelled(operation);
        if (cancelled.isPresent()) {
            throw cancelled.get();
        }
    }

    /** Why a deletion removes nothing more; empty for one that goes on, and for what is none. */
    static Optional<PermanentFailure> cancelled(Provisioning operation) {
        return Optional.ofNullable(operation.failure())
                .filter(failure -> operation.order().operation().deletes())
                .map(failure -> new PermanentFailure(failure.reason(), failure.remedy()));
    }

    /** Ends the deletion with success: neither components nor secrets of the stack are left. */
    public Outcome complete(Checkpoint checkpoint) {
        Provisioning operation = bridge.read(session -> records.find(session, checkpoint.operationId()))
                .orElseThrow();
        boolean ended = !operation.state().finished() && ends.perform(gone(operation));
        if (ended) {
            times.ended(operation, ProvisioningState.DELETED, Clock.systemUTC().instant());
            return new Outcome(ProvisioningState.DELETED, null);
        }
        return bridge.read(session -> records.find(session, checkpoint.operationId()))
                .map(Outcome::of)
                .orElseThrow();
    }

    /** A deletion that ends with success, and the fact that tells so. */
    private record Gone(String operationId, String stackId, TracedEvent fact) {}

    private static Gone gone(Provisioning operation) {
        StackOrder order = operation.order();
        Object fact = new StackDeleted(
                order.stackId(),
                order.operation(),
                operation.attempt(),
                Clock.systemUTC().instant());
        return new Gone(
                order.operation().id(),
                order.stackId(),
                TracedEvent.here(Facts.of(operation.checkpoint(), "deleted", StackDeleted.TYPE, fact)));
    }

    /** True for those that have ended now, false for those that had before. */
    private List<Boolean> complete(List<Gone> all) {
        Instant now = Clock.systemUTC().instant();
        Set<String> operations = all.stream().map(Gone::operationId).collect(Collectors.toSet());
        return bridge.inTransaction(session -> records.deleted(session, operations, now)
                .call(ended -> tell(
                        session,
                        all.stream()
                                .filter(one -> ended.contains(one.operationId()))
                                .toList()))
                .map(ended -> all.stream()
                        .map(one -> ended.contains(one.operationId()))
                        .toList()));
    }

    private Uni<Void> tell(Mutiny.Session session, List<Gone> ended) {
        Set<String> stacks = ended.stream().map(Gone::stackId).collect(Collectors.toSet());
        return ended.isEmpty()
                ? Uni.createFrom().voidItem()
                : secrets.remove(session, stacks)
                        .chain(() -> outbox.publishAll(
                                session, ended.stream().map(Gone::fact).toList()));
    }

    /**
     * Ends the deletion without success; what is left is listed. A later deletion goes on from there, or a repair makes
     * what was ready once whole again.
     */
    public Outcome fail(Checkpoint checkpoint, Failure failure) {
        Optional<Former> former = former(checkpoint);
        boolean restored = former.filter(Former::isWhole).isPresent();
        String more = former.isEmpty() ? "" : restored ? KEEP : REPAIR.formatted(checkpoint.stackId());
        Map<String, @Nullable Object> outputs = former.map(Former::outputs).orElse(Map.of());
        Instant now = Clock.systemUTC().instant();
        return bridge.inTransaction(session -> records.failed(session, checkpoint, failure, more, outputs, now)
                .chain(operation -> operation.isPresent()
                        ? tellFailed(session, operation.get(), restored, now)
                                .invoke(() -> times.ended(operation.get(), ProvisioningState.FAILED, now))
                                .replaceWith(Outcome.of(operation.get()))
                        : records.find(session, checkpoint.operationId())
                                .map(Optional::orElseThrow)
                                .map(Outcome::of)));
    }

    /** Nobody waits for a release here: of a stack whose release is not known nothing is said. */
    private Optional<Former> former(Checkpoint checkpoint) {
        try {
            return restorations.former(checkpoint);
        } catch (TransientFailure unknown) {
            return Optional.empty();
        }
    }

    /** Where nothing was removed all that stands is wanted: nobody may take it for something left behind. */
    private Uni<Void> tellFailed(Mutiny.Session session, Provisioning operation, boolean restored, Instant now) {
        StackOrder order = operation.order();
        Failure failure = Objects.requireNonNull(operation.failure());
        return components
                .ofStack(session, order.stackId())
                .map(left -> new DeletionFailed(
                        order.stackId(),
                        order.operation(),
                        operation.attempt(),
                        failure.component(),
                        failure.reason(),
                        failure.remedy(),
                        restored ? List.of() : Orphan.of(left),
                        restored,
                        now))
                .chain(fact ->
                        outbox.publish(session, Facts.of(operation.checkpoint(), "failed", DeletionFailed.TYPE, fact)))
                .replaceWithVoid();
    }
}
