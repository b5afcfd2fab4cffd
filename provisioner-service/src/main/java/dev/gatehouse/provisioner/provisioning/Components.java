package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.OutputSize;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentProvisioned;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.PlacedComponent;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.rendering.Renderer;
import dev.gatehouse.provisioner.rendering.RenderingFailure;
import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import dev.gatehouse.provisioner.rendering.model.Rendered;
import dev.gatehouse.provisioner.target.TargetCredentials;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Makes one component: renders its inputs, lets its engine work, and notes the result with its fact in one transaction.
 * A crash between the engine and the note repeats the engine, which then finds its work done.
 */
@ApplicationScoped
public class Components {
    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final Releases releases;
    private final TargetRecords targets;
    private final TargetCredentials credentials;
    private final Renderer renderer;
    private final Engines engines;
    private final EngineRuns runs;
    private final Outbox outbox;

    public Components(
            BlockingBridge bridge,
            ProvisioningRecords records,
            ComponentRecords components,
            Releases releases,
            TargetRecords targets,
            TargetCredentials credentials,
            Renderer renderer,
            Engines engines,
            EngineRuns runs,
            Outbox outbox) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.releases = releases;
        this.targets = targets;
        this.credentials = credentials;
        this.renderer = renderer;
        this.engines = engines;
        this.runs = runs;
        this.outbox = outbox;
    }

    /**
     * Makes the component as the operation's release describes it.
     *
     * @throws PermanentFailure if that cannot be done, or the operation has ended
     */
    public void apply(Checkpoint checkpoint, String name, Progress progress) {
        Situation situation = bridge.read(session -> look(session, checkpoint, name));
        if (situation.component().state() == ComponentState.READY) {
            return;
        }
        Rendered inputs = render(situation);
        Engine engine = engines.require(situation.component().kind());
        DesiredComponent desired =
                new DesiredComponent(identity(situation.operation().order()), name, inputs.values(), target(situation));
        AppliedComponent applied = runs.apply(engine, desired, progress);
        if (!OutputSize.fits(applied.outputs())) {
            throw new PermanentFailure(
                    "the outputs of component " + name + " hold more than " + OutputSize.MAX_BYTES + " bytes",
                    "The template's owner passes less through its outputs.");
        }
        Component ready = situation.component().ready(applied.outputs(), resources(applied), inputs.provenance());
        bridge.inTransaction(session -> note(session, checkpoint, ready));
    }

    private Uni<Situation> look(Mutiny.Session session, Checkpoint checkpoint, String name) {
        return records.find(session, checkpoint.operationId())
                .map(Optional::orElseThrow)
                .invoke(Components::refuseIfEnded)
                .chain(operation -> {
                    StackOrder.TemplateVersion template = operation.order().template();
                    return releases.find(session, template.name(), template.version())
                            .map(Optional::orElseThrow)
                            .chain(release -> components
                                    .ofStack(session, checkpoint.stackId())
                                    .chain(all -> {
                                        Component component = named(all, name);
                                        return targets.find(session, component.target())
                                                .map(target ->
                                                        new Situation(operation, release, all, component, target));
                                    }));
                });
    }

    private Uni<Void> note(Mutiny.Session session, Checkpoint checkpoint, Component ready) {
        Instant now = Clock.systemUTC().instant();
        String step = "component/" + ready.name();
        return records.lock(session, checkpoint.operationId())
                .map(Optional::orElseThrow)
                .invoke(Components::refuseIfEnded)
                .chain(operation -> components
                        .firstTime(session, checkpoint, step, now)
                        .chain(first -> first
                                ? components
                                        .update(session, checkpoint.stackId(), ready, now)
                                        .chain(() -> records.progressed(session, checkpoint.operationId(), now))
                                        .chain(() -> tell(session, operation, step, ready, now))
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Void> tell(Mutiny.Session session, Provisioning operation, String step, Component ready, Instant now) {
        StackOrder order = operation.order();
        ComponentProvisioned fact = new ComponentProvisioned(
                order.stackId(),
                order.operation(),
                operation.attempt(),
                new PlacedComponent(ready.name(), ready.kind(), ready.target()),
                ready.outputs(),
                now);
        return outbox.publish(
                        session,
                        new OutgoingEvent(
                                EventIds.of(order.operation().id(), operation.attempt(), step),
                                ProvisioningFacts.TOPIC,
                                ComponentProvisioned.TYPE,
                                order.stackId(),
                                fact))
                .replaceWithVoid();
    }

    private Rendered render(Situation situation) {
        Release release = situation.release();
        Release.ReleasedComponent released =
                release.component(situation.component().name());
        int index = release.components().indexOf(released);
        try {
            return renderer.render(
                    JsonPointer.of("components", Integer.toString(index), "with"),
                    released.inputs(),
                    RenderScopes.of(situation.operation().order(), situation.all()));
        } catch (RenderingFailure failed) {
            throw Rendering.permanent(release, failed);
        }
    }

    private EngineTarget target(Situation situation) {
        if (situation.component().target().equals(EngineTarget.NONE.name())) {
            return EngineTarget.NONE;
        }
        Target target = situation
                .target()
                .orElseThrow(() -> new PermanentFailure(
                        "target " + situation.component().target() + " is no longer registered",
                        "A platform engineer registers it again with PUT /api/v1/targets/{name}."));
        Map<String, @Nullable Object> address = target.address();
        return new EngineTarget(
                target.name(),
                address,
                credentials
                        .of(target.name())
                        .map(found -> usable(found, target))
                        .map(found -> new EngineTarget.Credential(found.username(), found.password())));
    }

    private static TargetCredentials.Credential usable(TargetCredentials.Credential credential, Target target) {
        if (!credential.mayBeUsedAt(target.kind(), target.address())) {
            throw new PermanentFailure(
                    "the provisioner's credential for target " + target.name() + " is not meant for its address",
                    "A platform engineer corrects the target's address, or gatehouse.targets.\"" + target.name()
                            + "\".address in the provisioner's configuration.");
        }
        return credential;
    }

    private static StackIdentity identity(StackOrder order) {
        return new StackIdentity(
                order.stackId(),
                order.name(),
                order.team(),
                order.environment(),
                order.namespace(),
                order.generation(),
                order.operation().id(),
                order.operation().number());
    }

    private static List<Resource> resources(AppliedComponent applied) {
        return applied.resources().stream()
                .map(resource -> new Resource(resource.type(), resource.id()))
                .toList();
    }

    private static Component named(List<Component> all, String name) {
        return all.stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("component " + name + " was never planned"));
    }

    private static void refuseIfEnded(Provisioning operation) {
        if (operation.state().finished()) {
            throw new PermanentFailure(
                    "operation " + operation.order().operation().id() + " has ended: " + operation.state(),
                    "Nothing to do: what ended it counts.");
        }
    }

    /** What the database says about a component that is to be made. */
    private record Situation(
            Provisioning operation,
            Release release,
            List<Component> all,
            Component component,
            Optional<Target> target) {}
}
