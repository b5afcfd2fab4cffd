package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.messaging.transaction.Together;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Standing;
import dev.gatehouse.provisioner.provisioning.Engagements.Engagement;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentDestroyed;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.PlacedComponent;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes one component: lets its engine work, and notes the result with its fact in one transaction. A crash between
 * the two repeats the engine, which then finds nothing left to remove.
 */
@ApplicationScoped
public class Destructions {
    private static final int MOST = 50;

    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final PlannedStacks stacks;
    private final EngineOrders orders;
    private final Engagements engagements;
    private final Engines engines;
    private final EngineRuns runs;
    private final Outbox outbox;
    private final Together<Note, Boolean> notes = new Together<>(MOST, this::note);

    public Destructions(
            BlockingBridge bridge,
            ProvisioningRecords records,
            ComponentRecords components,
            PlannedStacks stacks,
            EngineOrders orders,
            Engagements engagements,
            Engines engines,
            EngineRuns runs,
            Outbox outbox) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.stacks = stacks;
        this.orders = orders;
        this.engagements = engagements;
        this.engines = engines;
        this.runs = runs;
        this.outbox = outbox;
    }

    /**
     * Removes the component on behalf of an operation, whoever made it and however far that was.
     *
     * @throws PermanentFailure if that cannot be done, or the operation has ended
     */
    public void destroy(Checkpoint checkpoint, String name, Progress progress) {
        // Entered before the operation is looked at: a later operation ends this one, then waits for those within.
        try (Engagement engagement = engagements.enter(checkpoint.stackId())) {
            Provisioning operation = find(checkpoint.operationId());
            Components.refuseIfEnded(operation);
            Standing standing = bridge.read(session -> components.find(session, checkpoint.stackId(), name))
                    .orElseThrow(() -> new IllegalStateException("component " + name + " was never planned"));
            if (standing.component().state() != ComponentState.DESTROYED) {
                remove(operation, standing, engagement.guard(progress));
                note(checkpoint, operation, standing.component().destroyed());
            }
        }
    }

    private Provisioning find(String operationId) {
        return bridge.read(session -> records.find(session, operationId)).orElseThrow();
    }

    /**
     * The engine is told the order of the operation that planned the component last, so that neither the generation nor
     * the inputs are older than what it finds.
     */
    private void remove(Provisioning operation, Standing standing, Progress progress) {
        Component component = standing.component();
        StackOrder planned = find(standing.operationId()).order();
        DesiredComponent doomed =
                orders.order(planned, operation.order().operation(), component, inputs(operation, standing));
        Engine engine = engines.require(component.kind());
        try {
            runs.destroy(engine, doomed, progress);
        } catch (PermanentFailure refused) {
            if (!isSomebodyElses(engine, doomed)) {
                throw refused;
            }
        }
    }

    /**
     * Whether there never was anything of ours, and what is there now belongs to somebody else. Once it was noted as made,
     * a marker that is gone says only that somebody took it away: what it marked may still be at work.
     */
    private boolean isSomebodyElses(Engine engine, DesiredComponent doomed) {
        boolean made = bridge.read(
                session -> components.everMade(session, doomed.stack().id(), doomed.name()));
        return !made && engine.observe(doomed).state() == ObservedComponent.State.FOREIGN;
    }

    /**
     * What the component was made with. One that was never finished may exist in part: then it was begun with what its
     * release makes of the outputs that are still there. Where that cannot be rendered, it was never begun.
     */
    private Map<String, @Nullable Object> inputs(Provisioning operation, Standing standing) {
        Component component = standing.component();
        if (component.state() == ComponentState.READY) {
            return component.inputs();
        }
        Checkpoint planned = new Checkpoint(operation.order().stackId(), standing.operationId(), 1);
        try {
            return orders.render(stacks.read(planned), component).values();
        } catch (PermanentFailure neverBegun) {
            return Map.of();
        }
    }

    private void note(Checkpoint checkpoint, Provisioning operation, Component destroyed) {
        Made gone = new Made(checkpoint, destroyed);
        if (!notes.perform(new Note(gone, fact(operation, gone)))) {
            // it was noted before, or the operation has ended meanwhile
            Components.refuseIfEnded(find(checkpoint.operationId()));
        }
    }

    /** What is noted of one component: its fact belongs to its own trace. */
    private record Note(Made gone, TracedEvent fact) {}

    /** In one transaction for all that have just been removed; true for those that were noted now. */
    private List<Boolean> note(List<Note> notes) {
        Instant now = Clock.systemUTC().instant();
        List<Made> gone = notes.stream().map(Note::gone).toList();
        return bridge.inTransaction(
                session -> components.made(session, gone, now).chain(noted -> outbox.publishAll(
                                session, facts(notes, noted))
                        .replaceWith(notes.stream()
                                .map(note -> noted.contains(note.gone()))
                                .toList())));
    }

    private static List<TracedEvent> facts(List<Note> notes, Set<Made> noted) {
        return notes.stream()
                .filter(note -> noted.contains(note.gone()))
                .map(Note::fact)
                .toList();
    }

    private static TracedEvent fact(Provisioning operation, Made gone) {
        StackOrder order = operation.order();
        Component component = gone.component();
        ComponentDestroyed fact = new ComponentDestroyed(
                order.stackId(),
                order.operation(),
                operation.attempt(),
                new PlacedComponent(component.name(), component.kind(), component.target()),
                Clock.systemUTC().instant());
        return TracedEvent.here(new OutgoingEvent(
                EventIds.of(order.operation().id(), operation.attempt(), gone.step()),
                ProvisioningFacts.TOPIC,
                ComponentDestroyed.TYPE,
                order.stackId(),
                fact));
    }
}
