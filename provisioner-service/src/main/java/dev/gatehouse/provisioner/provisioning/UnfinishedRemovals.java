package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentProvisioned;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.PlacedComponent;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Components whose removal ended half-way and goes no further, since their deletion was cancelled, or failed for good: by
 * then one may be closed to its users, or gone in part, or just as it was.
 */
@ApplicationScoped
class UnfinishedRemovals {
    private final Engines engines;
    private final EngineRuns runs;
    private final Notes notes;

    UnfinishedRemovals(Engines engines, EngineRuns runs, Notes notes) {
        this.engines = engines;
        this.runs = runs;
        this.notes = notes;
    }

    /**
     * Makes the component again as it was, and notes it as restored with its fact in one transaction. What was adopted, and is
     * given back already, is taken over again. Does nothing where something of it is gone: made anew it would not be what it
     * was, and nobody may be told so.
     *
     * @param desired as the removal's engine was told
     * @throws dev.gatehouse.provisioner.engine.PermanentFailure if that cannot be done
     */
    void makeAgain(
            Checkpoint checkpoint, StackOrder order, Component component, DesiredComponent desired, Progress progress) {
        Engine engine = engines.require(component.kind());
        boolean givenBack = order.adopt().contains(component.name())
                && runs.observe(engine, desired).state() == ObservedComponent.State.FOREIGN;
        if (!givenBack && runs.plan(engine, desired).resources().stream().anyMatch(UnfinishedRemovals::isGone)) {
            return;
        }
        AppliedComponent applied =
                givenBack ? runs.adopt(engine, desired, progress) : runs.apply(engine, desired, progress);
        Component ready = component.ready(
                component.inputs(), applied.outputs(), Components.resources(applied), component.provenance());
        ComponentProvisioned fact = new ComponentProvisioned(
                order.stackId(),
                order.operation(),
                checkpoint.attempt(),
                PlacedComponent.of(ready),
                ready.outputs(),
                Clock.systemUTC().instant());
        notes.add(new Made(checkpoint, ready, true), ComponentProvisioned.TYPE, fact);
    }

    private static boolean isGone(PlannedResource resource) {
        return resource.change() == Change.CREATED || resource.change() == Change.REPLACED;
    }
}
