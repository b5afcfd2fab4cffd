package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.SamePlan;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
import dev.gatehouse.provisioner.provisioning.Engagements.Engagement;
import dev.gatehouse.provisioner.provisioning.Refusals.Refusal;
import dev.gatehouse.provisioner.provisioning.RunsAtWork.AtWork;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.OutputSize;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentProvisioned;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.PlacedComponent;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.rendering.model.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one component, or takes it over: renders its inputs, lets its engine work, and notes the result with its fact in one transaction.
 * A crash between the engine and the note repeats the engine, which then finds its work done. What stands just as it
 * shall be is left alone: no engine runs, and nothing is told.
 */
@ApplicationScoped
public class Components {
    private final BlockingBridge bridge;
    private final PlannedStacks stacks;
    private final ComponentRecords components;
    private final EngineOrders orders;
    private final Engagements engagements;
    private final RunsAtWork atWork;
    private final Engines engines;
    private final EngineRuns runs;
    private final OperationPlans plans;
    private final LostData lost;
    private final Notes notes;

    public Components(
            BlockingBridge bridge,
            PlannedStacks stacks,
            ComponentRecords components,
            EngineOrders orders,
            Engagements engagements,
            RunsAtWork atWork,
            Engines engines,
            EngineRuns runs,
            OperationPlans plans,
            LostData lost,
            Notes notes) {
        this.bridge = bridge;
        this.stacks = stacks;
        this.components = components;
        this.orders = orders;
        this.engagements = engagements;
        this.atWork = atWork;
        this.engines = engines;
        this.runs = runs;
        this.plans = plans;
        this.lost = lost;
        this.notes = notes;
    }

    /**
     * Makes the component as the operation's release describes it.
     *
     * @throws PermanentFailure if that cannot be done, it would not be what was planned, the operation has ended or is being
     *     undone, or a later attempt has begun
     */
    public void apply(Checkpoint checkpoint, String name, Progress progress) {
        // Entered before the operation is looked at: a later operation ends this one, then waits for those within.
        try (Engagement engagement = engagements.enter(checkpoint.stackId());
                AtWork run = atWork.enter(checkpoint, Refusals::over)) {
            PlannedStack stack = stacks.read(checkpoint);
            Refusals.check(Refusals::over, checkpoint, stack.operation());
            Progress wanted = wanted(Refusals::over, checkpoint, progress);
            make(new Work(checkpoint, stack.operation(), stack, false), name, engagement.guard(wanted));
        }
    }

    /**
     * Makes the component again as the former generation describes it, on behalf of an operation that is being undone, or
     * of an upgrade.
     *
     * @throws PermanentFailure if that cannot be done, the operation has ended, or a later attempt has begun
     */
    public void restore(Checkpoint checkpoint, String name, Progress progress) {
        try (Engagement engagement = engagements.enter(checkpoint.stackId());
                AtWork run = atWork.enter(checkpoint, Refusals::ended)) {
            Provisioning operation = stacks.operation(checkpoint);
            Refusals.check(Refusals::ended, checkpoint, operation);
            refuseUnlessRestoring(operation);
            PlannedStack former =
                    stacks.former(checkpoint).orElseThrow(() -> new IllegalStateException("the stack was never ready"));
            Progress wanted = wanted(Refusals::ended, checkpoint, progress);
            make(new Work(checkpoint, operation, former, true), name, engagement.guard(wanted));
        }
    }

    /** Asks before each step whether the work goes on. */
    private Progress wanted(Refusal refusal, Checkpoint checkpoint, Progress progress) {
        return doing -> {
            Refusals.check(refusal, checkpoint, stacks.operation(checkpoint));
            progress.step(doing);
        };
    }

    /**
     * What is to be made.
     *
     * @param operation on whose behalf
     * @param wanted describes it: the operation's own release or the former one
     */
    private record Work(Checkpoint checkpoint, Provisioning operation, PlannedStack wanted, boolean restores) {}

    private void make(Work work, String name, Progress progress) {
        Component component = work.wanted().component(name);
        Rendered inputs = orders.render(work.wanted(), component);
        if (component.isMadeWith(inputs.values()) && !isToBeRepaired(work, name)) {
            explain(work, component, inputs);
            return;
        }
        StackOrder order = work.operation().order();
        DesiredComponent desired = orders.order(order, order.operation(), component, inputs.values());
        Engine engine = engines.require(component.kind());
        boolean adopts = isToBeAdopted(work, component, engine, desired);
        Optional<ComponentPlan> planned =
                adopts || work.restores() ? Optional.empty() : plans.of(work.checkpoint(), order, name);
        // Before it is touched: what is refused must not look as if it had to be made again as it was.
        planned.ifPresent(plan -> SamePlan.check(desired, plan, runs.planAtWork(engine, desired)));
        lost.look(work.checkpoint(), component, engine, desired);
        if (!touch(work, name)) {
            refuse(work);
            refuseUnlessMade(work, name, inputs.values());
            return;
        }
        AppliedComponent applied = adopts
                ? runs.adopt(engine, desired, progress)
                : planned.map(plan -> runs.apply(engine, desired, plan, progress))
                        .orElseGet(() -> runs.apply(engine, desired, progress));
        if (!OutputSize.fits(applied.outputs())) {
            throw new PermanentFailure(
                    "the outputs of component " + name + " hold more than " + OutputSize.MAX_BYTES + " bytes",
                    "The template's owner passes less through its outputs.");
        }
        Component ready = component.ready(inputs.values(), applied.outputs(), resources(applied), inputs.provenance());
        note(work, new Made(work.checkpoint(), ready, work.restores()));
    }

    /** Until the stack was ready once; from then on where the component was given back, and its owner did not remove it. */
    private boolean isToBeAdopted(Work work, Component component, Engine engine, DesiredComponent desired) {
        if (!work.operation().order().adopt().contains(component.name())) {
            return false;
        }
        return stacks.former(work.checkpoint()).isEmpty()
                || component.mayBeGivenBack()
                        && runs.observe(engine, desired).state() == ObservedComponent.State.FOREIGN;
    }

    /** What stays as it is may have become somebody else's word. */
    private void explain(Work work, Component standing, Rendered inputs) {
        if (!standing.provenance().equals(inputs.provenance())) {
            Made made = new Made(work.checkpoint(), standing.explained(inputs.provenance()), work.restores());
            bridge.inTransaction(session -> components.explained(session, made));
        }
    }

    /** What is to be repaired is made once by its operation, although it stands as it shall be. */
    private boolean isToBeRepaired(Work work, String name) {
        Checkpoint checkpoint = work.checkpoint();
        return !work.restores()
                && work.operation().order().repair().contains(name)
                && bridge.read(session -> components.touched(session, checkpoint)).stream()
                        .noneMatch(touched -> touched.name().equals(name));
    }

    /**
     * From here on the component is not as it was, whatever becomes of this run.
     *
     * @return false where another run has made it meanwhile, or the operation goes no further
     */
    private boolean touch(Work work, String name) {
        Operation operation = work.operation().order().operation();
        if (!work.restores() && !operation.changes() && !operation.later()) {
            return true; // nothing stood when a stack's first operation began
        }
        Instant now = Clock.systemUTC().instant();
        return bridge.inTransaction(
                session -> components.touch(session, work.checkpoint(), name, work.restores(), now));
    }

    private void note(Work work, Made made) {
        StackOrder order = work.operation().order();
        Component ready = made.component();
        ComponentProvisioned fact = new ComponentProvisioned(
                order.stackId(),
                order.operation(),
                work.checkpoint().attempt(),
                PlacedComponent.of(ready),
                ready.outputs(),
                Clock.systemUTC().instant());
        if (!notes.add(made, ComponentProvisioned.TYPE, fact)) {
            refuse(work);
            refuseUnlessMade(work, ready.name(), ready.inputs());
        }
    }

    /** A step is noted once in an attempt: going back and forth within one would be told of no more, nor noted. */
    private void refuseUnlessMade(Work work, String name, Map<String, @Nullable Object> inputs) {
        Component noted = stacks.read(work.checkpoint()).component(name);
        if (!noted.isMadeWith(inputs)) {
            throw new PermanentFailure(
                    "attempt " + work.checkpoint().attempt() + " has made component " + name + " before",
                    "Try it again in a later attempt.");
        }
    }

    /** It was noted before, a later attempt has begun, or the operation has ended or failed meanwhile. */
    private void refuse(Work work) {
        Provisioning operation = stacks.operation(work.checkpoint());
        Refusals.check(Refusals::ended, work.checkpoint(), operation);
        if (!work.restores()) {
            Refusals.check(Refusals::undoing, operation);
        }
    }

    static List<Resource> resources(AppliedComponent applied) {
        return applied.resources().stream()
                .map(resource -> new Resource(resource.type(), resource.id()))
                .toList();
    }

    /** An upgrade goes back and forth, component by component, as the service wants that carries it out. */
    private static void refuseUnlessRestoring(Provisioning operation) {
        boolean upgrades = operation.order().operation().upgrades();
        if (!upgrades && operation.state() != ProvisioningState.UNDOING) {
            throw new IllegalStateException(
                    "operation " + operation.order().operation().id() + " goes on");
        }
    }
}
