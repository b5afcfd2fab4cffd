package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentKind;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ProvisioningFailed;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ProvisioningStarted;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.StackProvisioned;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.rendering.Renderer;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * An operation's beginning and its two ends. Each method is one transaction with its fact in it, may run any number of
 * times, and leaves an operation that has ended as it is.
 */
@ApplicationScoped
public class Operations {
    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final Releases releases;
    private final TargetRecords targets;
    private final Planning planning;
    private final Renderer renderer;
    private final Outbox outbox;

    public Operations(
            BlockingBridge bridge,
            ProvisioningRecords records,
            ComponentRecords components,
            Releases releases,
            TargetRecords targets,
            Planning planning,
            Renderer renderer,
            Outbox outbox) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.releases = releases;
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
        return unlessEnded(
                checkpoint,
                (session, operation) -> release(session, operation.order())
                        .chain(release -> targets.all(session).chain(registered -> {
                            ComponentGraph graph = planning.order(release);
                            List<Component> placed = planning.place(
                                    release, graph, operation.order().environment(), registered);
                            return begun(session, operation, placed).replaceWith(new Begun(graph, null));
                        })),
                ended -> new Begun(new ComponentGraph(List.of()), ended));
    }

    /**
     * Ends the operation with success.
     *
     * @throws PermanentFailure if an output cannot be rendered
     */
    public Outcome complete(Checkpoint checkpoint) {
        // Rendered on the activity's thread: expressions may take long, and the transaction runs on an event loop.
        MadeStack stack = bridge.read(session -> made(session, checkpoint));
        Map<String, @Nullable Object> outputs = stack.outputs(renderer);
        return unlessEnded(
                checkpoint,
                (session, operation) -> completed(session, operation, outputs, stack.components())
                        .replaceWith(new Outcome(ProvisioningState.READY, null)),
                Function.identity());
    }

    private Uni<MadeStack> made(Mutiny.Session session, Checkpoint checkpoint) {
        return records.find(session, checkpoint.operationId())
                .map(Optional::orElseThrow)
                .chain(operation -> release(session, operation.order()).chain(release -> components
                        .ofStack(session, checkpoint.stackId())
                        .map(made -> new MadeStack(operation, release, made))));
    }

    /** Ends the operation without success. What was made stays, and is listed with the stack. */
    public Outcome fail(Checkpoint checkpoint, Failure failure) {
        return unlessEnded(
                checkpoint,
                (session, operation) ->
                        failed(session, operation, failure).replaceWith(new Outcome(ProvisioningState.FAILED, failure)),
                Function.identity());
    }

    private <T> T unlessEnded(Checkpoint checkpoint, Step<T> step, Function<Outcome, T> ended) {
        return bridge.inTransaction(session -> records.lock(session, checkpoint.operationId())
                .map(Optional::orElseThrow)
                .chain(operation -> operation.state().finished()
                        ? Uni.createFrom().item(ended.apply(Outcome.of(operation)))
                        : step.run(session, operation)));
    }

    private Uni<Void> begun(Mutiny.Session session, Provisioning operation, List<Component> placed) {
        Instant now = Clock.systemUTC().instant();
        StackOrder order = operation.order();
        Object fact =
                new ProvisioningStarted(order.stackId(), order.operation(), operation.attempt(), kinds(placed), now);
        return components
                .plan(session, operation.checkpoint(), placed, now)
                .chain(() -> records.running(session, order.operation().id(), now))
                .chain(() -> tell(session, operation, "started", ProvisioningStarted.TYPE, fact));
    }

    private Uni<Void> completed(
            Mutiny.Session session,
            Provisioning operation,
            Map<String, @Nullable Object> outputs,
            List<Component> made) {
        Instant now = Clock.systemUTC().instant();
        StackOrder order = operation.order();
        Object fact = new StackProvisioned(
                order.stackId(), order.operation(), operation.attempt(), order.generation(), outputs, kinds(made), now);
        return records.ready(session, order.operation().id(), outputs, now)
                .chain(() -> tell(session, operation, "ready", StackProvisioned.TYPE, fact));
    }

    private Uni<Void> failed(Mutiny.Session session, Provisioning operation, Failure failure) {
        Instant now = Clock.systemUTC().instant();
        StackOrder order = operation.order();
        Object fact = new ProvisioningFailed(
                order.stackId(),
                order.operation(),
                operation.attempt(),
                failure.component(),
                failure.reason(),
                failure.remedy(),
                now);
        return records.failed(session, order.operation().id(), failure, now)
                .chain(() -> tell(session, operation, "failed", ProvisioningFailed.TYPE, fact));
    }

    private Uni<Void> tell(Mutiny.Session session, Provisioning operation, String step, String type, Object fact) {
        return outbox.publish(
                        session,
                        new OutgoingEvent(
                                EventIds.of(operation.order().operation().id(), operation.attempt(), step),
                                ProvisioningFacts.TOPIC,
                                type,
                                operation.order().stackId(),
                                fact))
                .replaceWithVoid();
    }

    private Uni<Release> release(Mutiny.Session session, StackOrder order) {
        String name = order.template().name();
        String version = order.template().version();
        return releases.find(session, name, version)
                .map(found -> found.orElseThrow(() -> new TransientFailure(
                        "release " + name + "@" + version + " is not known here yet; it comes on request.template.v1",
                        null)));
    }

    private static List<ComponentKind> kinds(List<Component> components) {
        return components.stream()
                .map(component -> new ComponentKind(component.name(), component.kind()))
                .toList();
    }

    /** What happens to an operation that has not ended. */
    private interface Step<T> {
        Uni<T> run(Mutiny.Session session, Provisioning operation);
    }
}
