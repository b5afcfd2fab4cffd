package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.messaging.transaction.Together;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
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
import dev.gatehouse.provisioner.template.model.Release;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one component: renders its inputs, lets its engine work, and notes the result with its fact in one transaction.
 * A crash between the engine and the note repeats the engine, which then finds its work done.
 */
@ApplicationScoped
public class Components {
    private static final int MOST = 50;

    private final BlockingBridge bridge;
    private final PlannedStacks stacks;
    private final ComponentRecords components;
    private final TargetRecords targets;
    private final TargetCredentials credentials;
    private final Renderer renderer;
    private final Engines engines;
    private final EngineRuns runs;
    private final Outbox outbox;
    private final Together<Note, Boolean> notes = new Together<>(MOST, this::note);

    public Components(
            BlockingBridge bridge,
            PlannedStacks stacks,
            ComponentRecords components,
            TargetRecords targets,
            TargetCredentials credentials,
            Renderer renderer,
            Engines engines,
            EngineRuns runs,
            Outbox outbox) {
        this.bridge = bridge;
        this.stacks = stacks;
        this.components = components;
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
        PlannedStack stack = stacks.read(checkpoint);
        refuseIfEnded(stack.operation());
        Component component = stack.component(name);
        if (component.state() == ComponentState.READY) {
            return;
        }
        Rendered inputs = render(stack, component);
        Engine engine = engines.require(component.kind());
        DesiredComponent desired =
                new DesiredComponent(identity(stack.operation().order()), name, inputs.values(), target(component));
        AppliedComponent applied = runs.apply(engine, desired, progress);
        if (!OutputSize.fits(applied.outputs())) {
            throw new PermanentFailure(
                    "the outputs of component " + name + " hold more than " + OutputSize.MAX_BYTES + " bytes",
                    "The template's owner passes less through its outputs.");
        }
        Made made = new Made(checkpoint, component.ready(applied.outputs(), resources(applied), inputs.provenance()));
        boolean noted = notes.perform(new Note(made, fact(stack.operation(), made)));
        if (!noted) {
            // it was noted before, or the operation has ended meanwhile
            refuseIfEnded(stacks.read(checkpoint).operation());
        }
    }

    /** What is noted of one component: its fact belongs to its own trace. */
    private record Note(Made made, TracedEvent fact) {}

    /** In one transaction for all that have just been made; true for those that were noted now. */
    private List<Boolean> note(List<Note> notes) {
        Instant now = Clock.systemUTC().instant();
        List<Made> made = notes.stream().map(Note::made).toList();
        return bridge.inTransaction(
                session -> components.made(session, made, now).chain(noted -> outbox.publishAll(
                                session,
                                notes.stream()
                                        .filter(note -> noted.contains(note.made()))
                                        .map(Note::fact)
                                        .toList())
                        .replaceWith(notes.stream()
                                .map(note -> noted.contains(note.made()))
                                .toList())));
    }

    private static TracedEvent fact(Provisioning operation, Made made) {
        StackOrder order = operation.order();
        Component ready = made.component();
        ComponentProvisioned fact = new ComponentProvisioned(
                order.stackId(),
                order.operation(),
                operation.attempt(),
                new PlacedComponent(ready.name(), ready.kind(), ready.target()),
                ready.outputs(),
                Clock.systemUTC().instant());
        return TracedEvent.here(new OutgoingEvent(
                EventIds.of(order.operation().id(), operation.attempt(), made.step()),
                ProvisioningFacts.TOPIC,
                ComponentProvisioned.TYPE,
                order.stackId(),
                fact));
    }

    private Rendered render(PlannedStack stack, Component component) {
        Release release = stack.release();
        Release.ReleasedComponent released = release.component(component.name());
        int index = release.components().indexOf(released);
        try {
            return renderer.render(
                    JsonPointer.of("components", Integer.toString(index), "with"),
                    released.inputs(),
                    RenderScopes.of(stack.operation().order(), stack.components()));
        } catch (RenderingFailure failed) {
            throw Rendering.permanent(release, failed);
        }
    }

    private EngineTarget target(Component component) {
        if (component.target().equals(EngineTarget.NONE.name())) {
            return EngineTarget.NONE;
        }
        Target target = bridge.read(session -> targets.find(session, component.target()))
                .orElseThrow(() -> new PermanentFailure(
                        "target " + component.target() + " is no longer registered",
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

    private static void refuseIfEnded(Provisioning operation) {
        if (operation.state().finished()) {
            throw new PermanentFailure(
                    "operation " + operation.order().operation().id() + " has ended: " + operation.state(),
                    "Nothing to do: what ended it counts.");
        }
    }
}
