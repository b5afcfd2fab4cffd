package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.messaging.transaction.Together;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
import dev.gatehouse.provisioner.provisioning.Engagements.Engagement;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.OutputSize;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentProvisioned;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.PlacedComponent;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.rendering.model.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

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
    private final EngineOrders orders;
    private final Engagements engagements;
    private final Engines engines;
    private final EngineRuns runs;
    private final Outbox outbox;
    private final Together<Note, Boolean> notes = new Together<>(MOST, this::note);

    public Components(
            BlockingBridge bridge,
            PlannedStacks stacks,
            ComponentRecords components,
            EngineOrders orders,
            Engagements engagements,
            Engines engines,
            EngineRuns runs,
            Outbox outbox) {
        this.bridge = bridge;
        this.stacks = stacks;
        this.components = components;
        this.orders = orders;
        this.engagements = engagements;
        this.engines = engines;
        this.runs = runs;
        this.outbox = outbox;
    }

    /**
     * Makes the component as the operation's release describes it.
     *
     * @throws PermanentFailure if that cannot be done, or the operation has ended or is being undone
     */
    public void apply(Checkpoint checkpoint, String name, Progress progress) {
        // Entered before the operation is looked at: a later operation ends this one, then waits for those within.
        try (Engagement engagement = engagements.enter(checkpoint.stackId())) {
            apply(checkpoint, stacks.read(checkpoint), name, engagement.guard(progress));
        }
    }

    private void apply(Checkpoint checkpoint, PlannedStack stack, String name, Progress progress) {
        refuseIfOver(stack.operation());
        Component component = stack.component(name);
        if (component.state() == ComponentState.READY) {
            return;
        }
        Rendered inputs = orders.render(stack, component);
        StackOrder order = stack.operation().order();
        DesiredComponent desired = orders.order(order, order.operation(), component, inputs.values());
        AppliedComponent applied = runs.apply(engines.require(component.kind()), desired, progress);
        if (!OutputSize.fits(applied.outputs())) {
            throw new PermanentFailure(
                    "the outputs of component " + name + " hold more than " + OutputSize.MAX_BYTES + " bytes",
                    "The template's owner passes less through its outputs.");
        }
        Made made = new Made(
                checkpoint,
                component.ready(inputs.values(), applied.outputs(), resources(applied), inputs.provenance()));
        boolean noted = notes.perform(new Note(made, fact(stack.operation(), made)));
        if (!noted) {
            // it was noted before, or the operation has ended or failed meanwhile
            refuseIfOver(stacks.read(checkpoint).operation());
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

    private static List<Resource> resources(AppliedComponent applied) {
        return applied.resources().stream()
                .map(resource -> new Resource(resource.type(), resource.id()))
                .toList();
    }

    /** Refused where nothing is made any more. */
    private static void refuseIfOver(Provisioning operation) {
        refuseIfEnded(operation);
        refuseIfUndoing(operation);
    }

    static void refuseIfUndoing(Provisioning operation) {
        if (operation.state() == ProvisioningState.UNDOING) {
            throw new PermanentFailure(
                    "operation " + operation.order().operation().id()
                            + " has failed, and what it made is being removed",
                    "Nothing to do: the failure counts.");
        }
    }

    static void refuseIfEnded(Provisioning operation) {
        if (operation.state().finished()) {
            throw new PermanentFailure(
                    "operation " + operation.order().operation().id() + " has ended: " + operation.state(),
                    "Nothing to do: what ended it counts.");
        }
    }
}
