package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.messaging.transaction.Together;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.Restorations.Former;
import dev.gatehouse.provisioner.provisioning.model.Admission;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ProvisioningFailed;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.StackProvisioned;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import dev.gatehouse.provisioner.rendering.Renderer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * How an operation goes to its end. Each method is one transaction with its fact in it, may run any number of times, and
 * leaves an operation that has ended as it is.
 */
@ApplicationScoped
public class Operations {
    private static final int MOST = 50;
    private static final String DELETE = " What could not be undone is listed; delete the stack to have it removed.";
    private static final String REPAIR =
            " Not as before: %s; have the stack repaired with POST /api/v1/stacks/%s:repair.";
    private static final String EMPTIED =
            " Made again, so without the data that it held: %s. Where the operation had removed it, and its dump was not"
                    + " declined, that lies in the provisioner's directory of dumps; restore it, or a backup, then have the"
                    + " component repaired with POST /api/v1/stacks/%s:repair.";

    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final Leftovers leftovers;
    private final PlannedStacks stacks;
    private final Restorations restorations;
    private final LostData lost;
    private final Renderer renderer;
    private final OperationTimes times;
    private final Outbox outbox;
    private final Together<Ready, Boolean> ends = new Together<>(MOST, this::ready);

    public Operations(
            BlockingBridge bridge,
            ProvisioningRecords records,
            Leftovers leftovers,
            PlannedStacks stacks,
            Restorations restorations,
            LostData lost,
            Renderer renderer,
            OperationTimes times,
            Outbox outbox) {
        this.bridge = bridge;
        this.records = records;
        this.leftovers = leftovers;
        this.stacks = stacks;
        this.restorations = restorations;
        this.lost = lost;
        this.renderer = renderer;
        this.times = times;
        this.outbox = outbox;
    }

    /** Whether the operation may be worked on as another service asks; if so, earlier attempts may not any more. */
    public Admission admit(StackRelease asked) {
        return bridge.inTransaction(session -> records.find(session, asked.operationId())
                .map(found ->
                        found.map(operation -> Admission.of(operation, asked)).orElse(Admission.UNKNOWN))
                .call(admission -> admission.granted()
                        ? records.attempt(session, asked.checkpoint())
                        : Uni.createFrom().voidItem()));
    }

    /**
     * Notes that the operation has failed for good and is going to be undone: from now on no engine begins to make
     * anything for it, and a workflow that has to begin again goes on with the undoing.
     *
     * @throws PermanentFailure if a later attempt has begun
     */
    public void undo(Checkpoint checkpoint, Failure failure) {
        Instant now = Clock.systemUTC().instant();
        if (!bridge.inTransaction(session -> records.undoing(session, checkpoint, failure, now))) {
            Refusals.checkAttempt(checkpoint, stacks.operation(checkpoint));
        }
    }

    /** How it had ended before; where it has not, only a later attempt may end it. */
    private static Outcome outcome(Checkpoint checkpoint, Provisioning operation) {
        Refusals.checkAttempt(checkpoint, operation);
        return Outcome.of(operation);
    }

    /**
     * Ends the operation with success.
     *
     * @throws PermanentFailure if an output cannot be rendered, the operation is being undone, or a later attempt has begun
     */
    public Outcome complete(Checkpoint checkpoint) {
        // Rendered on the activity's thread: expressions may take long, and the transaction runs on an event loop.
        PlannedStack stack = stacks.read(checkpoint);
        if (stack.operation().state().finished()) {
            return Outcome.of(stack.operation());
        }
        Refusals.check(Refusals::undoing, checkpoint, stack.operation());
        Ready ready = ready(checkpoint, stack, stack.outputs(renderer), lost.madeAgainBy(checkpoint, stack));
        if (ends.perform(ready)) {
            times.ended(
                    stack.operation(),
                    ProvisioningState.READY,
                    Clock.systemUTC().instant());
            return new Outcome(ProvisioningState.READY, null);
        }
        Provisioning ended = stacks.operation(checkpoint);
        Refusals.check(Refusals::undoing, ended);
        return outcome(checkpoint, ended);
    }

    /** An operation that ends with success, and the fact that tells so. */
    private record Ready(Checkpoint operation, Map<String, @Nullable Object> outputs, TracedEvent fact) {}

    private static Ready ready(
            Checkpoint checkpoint, PlannedStack stack, Map<String, @Nullable Object> outputs, List<String> emptied) {
        Provisioning operation = stack.operation();
        StackOrder order = operation.order();
        Object fact = new StackProvisioned(
                order.stackId(),
                order.operation(),
                checkpoint.attempt(),
                order.generation(),
                outputs,
                stack.owned(),
                emptied,
                Clock.systemUTC().instant());
        return new Ready(
                checkpoint, outputs, TracedEvent.here(Facts.of(checkpoint, "ready", StackProvisioned.TYPE, fact)));
    }

    /** True for those that have ended now, false for those that had before. */
    private List<Boolean> ready(List<Ready> all) {
        Instant now = Clock.systemUTC().instant();
        Map<Checkpoint, Map<String, @Nullable Object>> outputs = new HashMap<>();
        all.forEach(one -> outputs.put(one.operation(), one.outputs()));
        return bridge.inTransaction(
                session -> records.ready(session, outputs, now).chain(ended -> outbox.publishAll(
                                session,
                                all.stream()
                                        .filter(one -> ended.contains(one.operation()))
                                        .map(Ready::fact)
                                        .toList())
                        .replaceWith(all.stream()
                                .map(one -> ended.contains(one.operation()))
                                .toList())));
    }

    /**
     * Finds out whether the operation could end with success: before something is removed that a failure would need again.
     *
     * @throws PermanentFailure as {@link #complete}
     */
    public void rehearse(Checkpoint checkpoint) {
        PlannedStack stack = stacks.read(checkpoint);
        Refusals.check(Refusals::undoing, checkpoint, stack.operation());
        stack.outputs(renderer);
    }

    /**
     * Ends the operation without success. What was made and not undone stays, and is listed with the stack. The failure
     * that is given counts unless the operation is being undone because of another one.
     *
     * @throws PermanentFailure if a later attempt has begun
     */
    public Outcome fail(FailOperation request) {
        Checkpoint checkpoint = request.operation();
        Optional<Former> former = restorations.former(checkpoint);
        List<String> amiss = former.map(Former::amiss).orElse(List.of());
        List<String> emptied = former.map(Former::emptied).orElse(List.of());
        Map<String, @Nullable Object> outputs = former.map(Former::outputs).orElse(Map.of());
        Set<String> left = leftovers.of(request, former);
        String more = (left.isEmpty() ? "" : DELETE + leftovers.unlisted(checkpoint.stackId(), left))
                + (amiss.isEmpty() ? "" : repair(amiss, request))
                + (emptied.isEmpty() ? "" : EMPTIED.formatted(names(emptied), checkpoint.stackId()));
        Instant now = Clock.systemUTC().instant();
        Outcome outcome = bridge.inTransaction(
                session -> records.failed(session, checkpoint, request.failure(), more, outputs, now)
                        .chain(operation -> operation.isPresent()
                                ? tellFailed(session, checkpoint, operation.get(), left, former, now)
                                        .invoke(() -> times.ended(operation.get(), ProvisioningState.FAILED, now))
                                        .replaceWith(Outcome.of(operation.get()))
                                : records.find(session, checkpoint.operationId())
                                        .map(Optional::orElseThrow)
                                        .map(found -> outcome(checkpoint, found))));
        return outcome.restored(former.map(Former::isWhole).orElse(null));
    }

    private static String repair(List<String> amiss, FailOperation request) {
        Failure why = request.unrestored();
        return REPAIR.formatted(names(amiss), request.operation().stackId()) + (why == null ? "" : why.asSentence());
    }

    private static String names(List<String> components) {
        return String.join(", ", components.subList(0, Math.min(components.size(), MOST)));
    }

    private Uni<Void> tellFailed(
            Mutiny.Session session,
            Checkpoint checkpoint,
            Provisioning operation,
            Set<String> left,
            Optional<Former> former,
            Instant now) {
        StackOrder order = operation.order();
        Failure failure = Objects.requireNonNull(operation.failure());
        return leftovers
                .orphans(session, order.stackId(), left)
                .map(orphans -> new ProvisioningFailed(
                        order.stackId(),
                        order.operation(),
                        checkpoint.attempt(),
                        failure.component(),
                        failure.reason(),
                        failure.remedy(),
                        orphans,
                        former.filter(Former::isWhole).isPresent(),
                        former.map(Former::outputs).orElse(null),
                        former.map(Former::owned).orElse(null),
                        now))
                .chain(fact -> outbox.publish(session, Facts.of(checkpoint, "failed", ProvisioningFailed.TYPE, fact)))
                .replaceWithVoid();
    }
}
