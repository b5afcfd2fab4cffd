package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
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
import dev.gatehouse.provisioner.provisioning.RunsAtWork.AtWork;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentDestroyed;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.PlacedComponent;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes one component: lets its engine work, and notes the result with its fact in one transaction. A crash between
 * the two repeats the engine, which then finds nothing left to remove.
 */
@ApplicationScoped
public class Destructions {
    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final PlannedStacks stacks;
    private final EngineOrders orders;
    private final Engagements engagements;
    private final RunsAtWork atWork;
    private final Engines engines;
    private final EngineRuns runs;
    private final UnfinishedRemovals unfinished;
    private final RemovalRules rules;
    private final Remains remains;
    private final Notes notes;

    public Destructions(
            BlockingBridge bridge,
            ProvisioningRecords records,
            ComponentRecords components,
            PlannedStacks stacks,
            EngineOrders orders,
            Engagements engagements,
            RunsAtWork atWork,
            Engines engines,
            EngineRuns runs,
            UnfinishedRemovals unfinished,
            RemovalRules rules,
            Remains remains,
            Notes notes) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.stacks = stacks;
        this.orders = orders;
        this.engagements = engagements;
        this.atWork = atWork;
        this.engines = engines;
        this.runs = runs;
        this.unfinished = unfinished;
        this.rules = rules;
        this.remains = remains;
        this.notes = notes;
    }

    /**
     * Removes the component on behalf of an operation, whoever made it and however far that was; but one that is being
     * undone removes nothing that it had not begun to make, nor what it goes back to. Where the operation is a deletion that
     * was cancelled, at any moment until the component is gone, it goes no further. What a deletion had begun to remove
     * then, or cannot remove for good, is made again as it was.
     *
     * @throws PermanentFailure if that cannot be done, the operation has ended or has begun a later attempt, it is undone
     *     and the former generation has the component, or it is a deletion that was cancelled
     */
    public void destroy(Checkpoint checkpoint, String name, Progress progress) {
        // Entered before the operation is looked at: a later operation ends this one, then waits for those within.
        try (Engagement engagement = engagements.enter(checkpoint.stackId())) {
            Progress guarded = engagement.guard(progress);
            try {
                remove(checkpoint, name, guarded);
            } catch (PermanentFailure failed) {
                throw giveUp(checkpoint, name, failed, guarded);
            }
        }
    }

    private void remove(Checkpoint checkpoint, String name, Progress progress) {
        Provisioning operation = find(checkpoint.operationId());
        rules.check(checkpoint, operation, name);
        Standing standing = standing(checkpoint, name);
        if (standing.component().state() == ComponentState.DESTROYED
                || !RemovalRules.isItsToRemove(operation, standing)) {
            return;
        }
        try (AtWork run = atWork.enter(checkpoint, RemovalRules.unwanted(operation))) {
            Instant now = Clock.systemUTC().instant();
            bridge.inTransaction(session -> components.removing(session, checkpoint, name, now));
            Progress wanted = doing -> {
                rules.check(checkpoint, find(checkpoint.operationId()), name);
                progress.step(doing);
            };
            remove(checkpoint, operation, standing, wanted);
        }
        note(checkpoint, operation, standing.component().destroyed());
    }

    private Provisioning find(String operationId) {
        return bridge.read(session -> records.find(session, operationId)).orElseThrow();
    }

    private Standing standing(Checkpoint checkpoint, String name) {
        return bridge.read(session -> components.find(session, checkpoint.stackId(), name))
                .orElseThrow(() -> new IllegalStateException("component " + name + " was never planned"));
    }

    /**
     * The end of a removal by a deletion: nobody goes on with it. What cannot be made again stays marked as half removed; the
     * deletion's failure then names the repair.
     *
     * @return the failure that counts
     */
    private PermanentFailure giveUp(Checkpoint checkpoint, String name, PermanentFailure failed, Progress progress) {
        Provisioning operation = find(checkpoint.operationId());
        if (!operation.order().operation().deletes() || operation.state().finished()) {
            return failed;
        }
        PermanentFailure counts = Deletions.cancelled(operation).orElse(failed);
        Standing standing = standing(checkpoint, name);
        if (standing.component().state() == ComponentState.REMOVING) {
            try (AtWork run = atWork.enter(checkpoint, Refusals::ended)) {
                Progress wanted = doing -> {
                    Refusals.check(Refusals::ended, checkpoint, find(checkpoint.operationId()));
                    progress.step(doing);
                };
                unfinished.makeAgain(
                        checkpoint, operation.order(), standing.component(), asMade(operation, standing), wanted);
            } catch (PermanentFailure unmade) {
                counts.addSuppressed(unmade);
            }
        }
        return counts;
    }

    /**
     * The engine is told the order of the operation that planned the component last, so that neither the generation nor
     * the inputs are older than what it finds.
     */
    private DesiredComponent asMade(Provisioning operation, Standing standing) {
        StackOrder planned = find(standing.operationId()).order();
        return orders.order(planned, operation.order().operation(), standing.component(), inputs(operation, standing));
    }

    private void remove(Checkpoint checkpoint, Provisioning operation, Standing standing, Progress progress) {
        DesiredComponent doomed = asMade(operation, standing);
        Engine engine = engines.require(standing.component().kind());
        try {
            runs.destroy(engine, doomed, progress);
        } catch (RuntimeException failed) {
            if (!(failed instanceof PermanentFailure) || !isSomebodyElses(engine, doomed)) {
                remains.note(checkpoint, standing.component(), engine, doomed);
                throw failed;
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
        return !made && runs.observe(engine, doomed).state() == ObservedComponent.State.FOREIGN;
    }

    /**
     * What the component was made with. One that was never finished may exist in part: then it was begun with what its
     * release makes of the outputs that are still there. Where that cannot be rendered, that was never begun, and what it
     * may have been made with before counts.
     */
    private Map<String, @Nullable Object> inputs(Provisioning operation, Standing standing) {
        Component component = standing.component();
        if (component.state() == ComponentState.READY || component.state() == ComponentState.REMOVING) {
            return component.inputs();
        }
        Checkpoint planned = new Checkpoint(operation.order().stackId(), standing.operationId(), 1);
        try {
            PlannedStack stack = stacks.read(planned);
            return stack.release().find(component.name()).isPresent()
                    ? orders.render(stack, component).values()
                    : component.inputs();
        } catch (PermanentFailure neverBegun) {
            return component.inputs();
        }
    }

    private void note(Checkpoint checkpoint, Provisioning operation, Component destroyed) {
        StackOrder order = operation.order();
        ComponentDestroyed fact = new ComponentDestroyed(
                order.stackId(),
                order.operation(),
                checkpoint.attempt(),
                PlacedComponent.of(destroyed),
                Clock.systemUTC().instant());
        boolean anyway = rules.isDoneAnyway(checkpoint, operation, destroyed.name());
        if (!notes.add(new Made(checkpoint, destroyed, anyway), ComponentDestroyed.TYPE, fact)) {
            // it was noted before, a later attempt has begun, or the operation has ended or failed meanwhile
            rules.check(checkpoint, find(checkpoint.operationId()), destroyed.name());
            refuseUnlessGone(checkpoint, destroyed.name());
        }
    }

    /** A step is noted once in an attempt, so what came back within one cannot be noted as gone again. */
    private void refuseUnlessGone(Checkpoint checkpoint, String name) {
        boolean gone = bridge.read(session -> components.find(session, checkpoint.stackId(), name))
                .filter(standing -> standing.component().state() != ComponentState.DESTROYED)
                .isEmpty();
        if (!gone) {
            throw new PermanentFailure(
                    "attempt " + checkpoint.attempt() + " has removed component " + name + " before",
                    "Try it again in a later attempt.");
        }
    }
}
