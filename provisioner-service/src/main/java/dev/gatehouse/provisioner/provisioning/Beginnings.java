package dev.gatehouse.provisioner.provisioning;

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
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.OwnedComponent;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ProvisioningStarted;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** An operation's beginning: it may run any number of times, and leaves an operation that has ended as it is. */
@ApplicationScoped
public class Beginnings {
    private static final int MOST = 50;

    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final PlannedStacks stacks;
    private final TargetRecords targets;
    private final Planning planning;
    private final Affected affected;
    private final Outbox outbox;
    private final Together<Beginning, Begun> beginnings = new Together<>(MOST, this::begin);

    public Beginnings(
            BlockingBridge bridge,
            ProvisioningRecords records,
            ComponentRecords components,
            PlannedStacks stacks,
            TargetRecords targets,
            Planning planning,
            Affected affected,
            Outbox outbox) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.stacks = stacks;
        this.targets = targets;
        this.planning = planning;
        this.affected = affected;
        this.outbox = outbox;
    }

    /**
     * Plans the operation and says what there is to do.
     *
     * @throws TransientFailure if the release is not known yet: it comes on another topic than the request
     * @throws PermanentFailure if it cannot be planned, or a later attempt has begun
     */
    public Begun begin(Checkpoint checkpoint) {
        Begun begun = beginnings.perform(new Beginning(checkpoint, TraceParent.current()));
        if (begun.hasFormer() && begun.failure() == null) {
            tellAffected(checkpoint);
        }
        return begun;
    }

    /** What goes on from what stands tells only of what it is going to touch, which is not for the transaction above. */
    private void tellAffected(Checkpoint checkpoint) {
        PlannedStack stack = stacks.read(checkpoint);
        Instant now = Clock.systemUTC().instant();
        TracedEvent started = started(checkpoint, stack.operation(), affected.by(stack), TraceParent.current(), now);
        bridge.inTransaction(session -> records.running(session, Set.of(checkpoint.operationId()), now)
                .invoke(running -> running.values().forEach(one -> Refusals.checkAttempt(checkpoint, one)))
                .chain(running -> running.isEmpty() ? Uni.createFrom().item(false) : outbox.publish(session, started)));
    }

    /** An operation that is to begin, and its trace. */
    private record Beginning(Checkpoint operation, @Nullable String trace) {}

    private List<Begun> begin(List<Beginning> beginnings) {
        Instant now = Clock.systemUTC().instant();
        Set<String> ids = beginnings.stream()
                .map(beginning -> beginning.operation().operationId())
                .collect(Collectors.toSet());
        return bridge.inTransaction(
                session -> records.running(session, ids, now).chain(running -> outcomes(session, ids, running.keySet())
                        .chain(ended -> grounds(session, running).chain(grounds -> plans(session, running, grounds)
                                .call(plans -> note(session, plans, now))
                                .call(plans -> outbox.publishAll(session, started(beginnings, plans, now)))
                                .map(plans -> beginnings.stream()
                                        .map(one -> begun(one.operation(), running, grounds, plans, ended))
                                        .toList())))));
    }

    /** Asked only where there may be something: a stack's first operation that does its work has no ground. */
    private Uni<Grounds> grounds(Mutiny.Session session, Map<String, Provisioning> running) {
        Set<String> asked = running.values().stream()
                .filter(operation -> operation.order().operation().later() || isUndoing(operation))
                .map(operation -> operation.order().stackId())
                .collect(Collectors.toSet());
        return asked.isEmpty()
                ? Uni.createFrom().item(Grounds.NONE)
                : records.formers(session, asked)
                        .chain(formers -> components.ofStacks(session, asked).chain(standing -> touched(
                                        session, running.values())
                                .map(touched -> new Grounds(formers, standing, touched))));
    }

    private Uni<Map<String, List<Component>>> touched(Mutiny.Session session, Collection<Provisioning> running) {
        return Multi.createFrom()
                .items(running.stream().filter(Beginnings::isUndoing))
                .onItem()
                .transformToUniAndConcatenate(operation -> components
                        .touched(session, operation.checkpoint())
                        .map(touched -> Map.entry(operation.order().operation().id(), touched)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Of those that are not being undone: these make nothing any more, and need no release. */
    private Uni<Map<String, PlannedOperation>> plans(
            Mutiny.Session session, Map<String, Provisioning> running, Grounds grounds) {
        List<Provisioning> atWork =
                running.values().stream().filter(one -> !isUndoing(one)).toList();
        return stacks.releases(session, atWork)
                .chain(releases -> targets.all(session).map(registered -> atWork.stream()
                        .collect(Collectors.toMap(
                                one -> one.order().operation().id(),
                                one -> plan(one, releases, registered, grounds)))));
    }

    private PlannedOperation plan(
            Provisioning operation,
            Map<TemplateVersion, Release> releases,
            Collection<Target> registered,
            Grounds grounds) {
        StackOrder order = operation.order();
        Release release = Objects.requireNonNull(releases.get(order.template()));
        ComponentGraph graph = planning.order(release);
        // What stands stays where it is, also where the operation begins anew: elsewhere nobody would look for it
        // again.
        List<Component> placed =
                planning.place(release, graph, order.environment(), registered, grounds.standing(operation));
        return new PlannedOperation(operation, grounds.isGround(operation), graph, placed);
    }

    private Uni<Void> note(Mutiny.Session session, Map<String, PlannedOperation> plans, Instant now) {
        Map<Boolean, List<ComponentRecords.Plan>> records = plans.values().stream()
                .collect(Collectors.partitioningBy(
                        PlannedOperation::besides, Collectors.mapping(PlannedOperation::record, Collectors.toList())));
        List<ComponentRecords.Plan> anew = Objects.requireNonNull(records.get(false));
        List<ComponentRecords.Plan> besides = Objects.requireNonNull(records.get(true));
        Uni<Void> noted = anew.isEmpty() ? Uni.createFrom().voidItem() : components.plan(session, anew, now);
        return besides.isEmpty() ? noted : noted.chain(() -> components.planBesides(session, besides, now));
    }

    private static List<TracedEvent> started(
            List<Beginning> beginnings, Map<String, PlannedOperation> plans, Instant now) {
        return beginnings.stream()
                .filter(beginning -> plans.containsKey(beginning.operation().operationId()))
                .filter(beginning -> !plan(beginning, plans).besides())
                .map(beginning -> started(
                        beginning.operation(),
                        plan(beginning, plans).operation(),
                        plan(beginning, plans).components(),
                        beginning.trace(),
                        now))
                .toList();
    }

    private static PlannedOperation plan(Beginning beginning, Map<String, PlannedOperation> plans) {
        return Objects.requireNonNull(plans.get(beginning.operation().operationId()));
    }

    private static TracedEvent started(
            Checkpoint checkpoint, Provisioning operation, List<Component> made, @Nullable String trace, Instant now) {
        StackOrder order = operation.order();
        List<OwnedComponent> told = made.stream().map(OwnedComponent::of).toList();
        Object fact = new ProvisioningStarted(order.stackId(), order.operation(), checkpoint.attempt(), told, now);
        return new TracedEvent(Facts.of(checkpoint, "started", ProvisioningStarted.TYPE, fact), trace);
    }

    private static Begun begun(
            Checkpoint checkpoint,
            Map<String, Provisioning> running,
            Grounds grounds,
            Map<String, PlannedOperation> plans,
            Map<String, Outcome> ended) {
        Provisioning operation = running.get(checkpoint.operationId());
        if (operation == null) {
            return Begun.ended(Objects.requireNonNull(ended.get(checkpoint.operationId())));
        }
        PlannedOperation plan = plans.get(checkpoint.operationId());
        return plan != null
                ? plan.begun(grounds)
                : new Begun(
                        grounds.mayBeMade(operation),
                        null,
                        operation.failure(),
                        !grounds.hasFormer(operation),
                        operation.order().operation().later(),
                        new ComponentGraph(List.of()));
    }

    private static boolean isUndoing(Provisioning operation) {
        return operation.state() == ProvisioningState.UNDOING;
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
}
