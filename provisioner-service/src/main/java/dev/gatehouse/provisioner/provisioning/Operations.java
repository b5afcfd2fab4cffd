package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.trace.TraceParent;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.messaging.transaction.Together;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Orphan;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentKind;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ProvisioningFailed;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ProvisioningStarted;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.StackProvisioned;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import dev.gatehouse.provisioner.rendering.Renderer;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * An operation's beginning and its two ends. Each method is one transaction with its fact in it, may run any number of
 * times, and leaves an operation that has ended as it is.
 */
@ApplicationScoped
public class Operations {
    private static final int MOST = 50;
    private static final String DELETE = "What could not be undone is listed; delete the stack to have it removed.";

    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final PlannedStacks stacks;
    private final TargetRecords targets;
    private final Planning planning;
    private final Renderer renderer;
    private final Outbox outbox;
    private final Together<Beginning, Begun> beginnings = new Together<>(MOST, this::begin);
    private final Together<Ready, Boolean> ends = new Together<>(MOST, this::ready);

    public Operations(
            BlockingBridge bridge,
            ProvisioningRecords records,
            ComponentRecords components,
            PlannedStacks stacks,
            TargetRecords targets,
            Planning planning,
            Renderer renderer,
            Outbox outbox) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.stacks = stacks;
        this.targets = targets;
        this.planning = planning;
        this.renderer = renderer;
        this.outbox = outbox;
    }

    /**
     * Plans the operation and says what there is to do.
     *
     * @throws TransientFailure if the release is not known yet: it comes on another topic than the request
     * @throws PermanentFailure if it cannot be planned
     */
    public Begun begin(Checkpoint checkpoint) {
        return beginnings.perform(new Beginning(checkpoint, TraceParent.current()));
    }

    /** An operation that is to begin, and its trace. */
    private record Beginning(Checkpoint operation, @Nullable String trace) {}

    private List<Begun> begin(List<Beginning> beginnings) {
        Instant now = Clock.systemUTC().instant();
        Set<String> ids = beginnings.stream()
                .map(beginning -> beginning.operation().operationId())
                .collect(Collectors.toSet());
        return bridge.inTransaction(session -> records.running(session, ids, now)
                .chain(running -> outcomes(session, ids, running.keySet()).chain(ended -> plans(session, running)
                        .call(plans -> components.plan(session, records(plans), now))
                        .call(plans -> outbox.publishAll(session, started(beginnings, plans, now)))
                        .map(plans -> beginnings.stream()
                                .map(beginning -> begun(beginning.operation().operationId(), plans, ended))
                                .toList()))));
    }

    /** An operation's components in their order and on their targets. */
    private record Planned(Provisioning operation, ComponentGraph graph, List<Component> components) {}

    private Uni<Map<String, Planned>> plans(Mutiny.Session session, Map<String, Provisioning> running) {
        return stacks.releases(session, running.values())
                .chain(releases -> targets.all(session).map(registered -> running.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, one -> plan(one.getValue(), releases, registered)))));
    }

    private Planned plan(
            Provisioning operation, Map<TemplateVersion, Release> releases, Collection<Target> registered) {
        Release release = Objects.requireNonNull(releases.get(operation.order().template()));
        ComponentGraph graph = planning.order(release);
        return new Planned(
                operation,
                graph,
                planning.place(release, graph, operation.order().environment(), registered));
    }

    private static List<ComponentRecords.Plan> records(Map<String, Planned> plans) {
        return plans.values().stream()
                .map(plan -> new ComponentRecords.Plan(plan.operation().checkpoint(), plan.components()))
                .toList();
    }

    private static List<TracedEvent> started(List<Beginning> beginnings, Map<String, Planned> plans, Instant now) {
        return beginnings.stream()
                .filter(beginning -> plans.containsKey(beginning.operation().operationId()))
                .map(beginning -> started(
                        Objects.requireNonNull(plans.get(beginning.operation().operationId())), beginning.trace(), now))
                .toList();
    }

    private static TracedEvent started(Planned plan, @Nullable String trace, Instant now) {
        Provisioning operation = plan.operation();
        StackOrder order = operation.order();
        Object fact = new ProvisioningStarted(
                order.stackId(), order.operation(), operation.attempt(), kinds(plan.components()), now);
        return new TracedEvent(event(operation, "started", ProvisioningStarted.TYPE, fact), trace);
    }

    private static Begun begun(String operationId, Map<String, Planned> plans, Map<String, Outcome> ended) {
        Planned plan = plans.get(operationId);
        return plan == null
                ? new Begun(new ComponentGraph(List.of()), Objects.requireNonNull(ended.get(operationId)))
                : begun(plan);
    }

    private static Begun begun(Planned plan) {
        Provisioning operation = plan.operation();
        boolean undoing = operation.state() == ProvisioningState.UNDOING;
        return new Begun(
                plan.graph(),
                null,
                undoing ? operation.failure() : null,
                operation.order().operation().first());
    }

    /**
     * Notes that the operation has failed for good and is going to be undone: from now on no engine begins to make
     * anything for it, and a workflow that has to begin again goes on with the undoing.
     */
    public void undo(Checkpoint checkpoint, Failure failure) {
        Instant now = Clock.systemUTC().instant();
        bridge.inTransaction(session -> records.undoing(session, checkpoint.operationId(), failure, now));
    }

    /**
     * Ends the operation with success.
     *
     * @throws PermanentFailure if an output cannot be rendered, or the operation is being undone
     */
    public Outcome complete(Checkpoint checkpoint) {
        // Rendered on the activity's thread: expressions may take long, and the transaction runs on an event loop.
        PlannedStack stack = stacks.read(checkpoint);
        if (stack.operation().state().finished()) {
            return Outcome.of(stack.operation());
        }
        Components.refuseIfUndoing(stack.operation());
        Ready ready = ready(stack, stack.outputs(renderer));
        if (ends.perform(ready)) {
            return new Outcome(ProvisioningState.READY, null);
        }
        Provisioning ended = stacks.read(checkpoint).operation();
        Components.refuseIfUndoing(ended);
        return Outcome.of(ended);
    }

    /** An operation that ends with success, and the fact that tells so. */
    private record Ready(String operationId, Map<String, @Nullable Object> outputs, TracedEvent fact) {}

    private static Ready ready(PlannedStack stack, Map<String, @Nullable Object> outputs) {
        Provisioning operation = stack.operation();
        StackOrder order = operation.order();
        Object fact = new StackProvisioned(
                order.stackId(),
                order.operation(),
                operation.attempt(),
                order.generation(),
                outputs,
                kinds(stack.components()),
                Clock.systemUTC().instant());
        return new Ready(
                order.operation().id(),
                outputs,
                TracedEvent.here(event(operation, "ready", StackProvisioned.TYPE, fact)));
    }

    /** True for those that have ended now, false for those that had before. */
    private List<Boolean> ready(List<Ready> all) {
        Instant now = Clock.systemUTC().instant();
        Map<String, Map<String, @Nullable Object>> outputs = new HashMap<>();
        all.forEach(one -> outputs.put(one.operationId(), one.outputs()));
        return bridge.inTransaction(
                session -> records.ready(session, outputs, now).chain(ended -> outbox.publishAll(
                                session,
                                all.stream()
                                        .filter(one -> ended.contains(one.operationId()))
                                        .map(Ready::fact)
                                        .toList())
                        .replaceWith(all.stream()
                                .map(one -> ended.contains(one.operationId()))
                                .toList())));
    }

    /**
     * Ends the operation without success. What was made and not undone stays, and is listed with the stack.
     *
     * @param left the names of the components that were to be undone and could not be
     */
    public Outcome fail(Checkpoint checkpoint, Failure cause, List<String> left) {
        Failure failure = left.isEmpty() ? cause : cause.withRemedy(DELETE);
        Instant now = Clock.systemUTC().instant();
        return bridge.inTransaction(session -> records.failed(session, checkpoint.operationId(), failure, now)
                .chain(operation -> operation.isPresent()
                        ? tellFailed(session, operation.get(), failure, left, now)
                                .replaceWith(new Outcome(ProvisioningState.FAILED, failure))
                        : records.find(session, checkpoint.operationId())
                                .map(Optional::orElseThrow)
                                .map(Outcome::of)));
    }

    /** How operations had ended before; asked only where some did. */
    private Uni<Map<String, Outcome>> outcomes(Mutiny.Session session, Set<String> operationIds, Set<String> running) {
        Set<String> ended = operationIds.stream()
                .filter(operation -> !running.contains(operation))
                .collect(Collectors.toSet());
        return ended.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : records.findAll(session, ended).map(found -> found.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, one -> Outcome.of(one.getValue()))));
    }

    private Uni<Void> tellFailed(
            Mutiny.Session session, Provisioning operation, Failure failure, List<String> left, Instant now) {
        StackOrder order = operation.order();
        return orphans(session, order.stackId(), left)
                .map(orphans -> new ProvisioningFailed(
                        order.stackId(),
                        order.operation(),
                        operation.attempt(),
                        failure.component(),
                        failure.reason(),
                        failure.remedy(),
                        orphans,
                        now))
                .chain(fact -> outbox.publish(session, event(operation, "failed", ProvisioningFailed.TYPE, fact)))
                .replaceWithVoid();
    }

    private Uni<List<Orphan>> orphans(Mutiny.Session session, String stackId, List<String> left) {
        return left.isEmpty()
                ? Uni.createFrom().item(List.of())
                : components
                        .ofStack(session, stackId)
                        .map(made -> Orphan.of(made.stream()
                                .filter(component -> left.contains(component.name()))
                                .toList()));
    }

    private static OutgoingEvent event(Provisioning operation, String step, String type, Object fact) {
        return new OutgoingEvent(
                EventIds.of(operation.order().operation().id(), operation.attempt(), step),
                ProvisioningFacts.TOPIC,
                type,
                operation.order().stackId(),
                fact);
    }

    private static List<ComponentKind> kinds(List<Component> components) {
        return components.stream()
                .map(component -> new ComponentKind(component.name(), component.kind()))
                .toList();
    }
}
