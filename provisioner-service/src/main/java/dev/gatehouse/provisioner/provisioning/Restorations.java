package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Restoration;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.template.model.Release;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The way back to a stack's former generation: that of the operation that ended ready last. */
@ApplicationScoped
public class Restorations {
    private final BlockingBridge bridge;
    private final PlannedStacks stacks;
    private final ComponentRecords components;
    private final TargetRecords targets;
    private final Planning planning;
    private final Affected affected;

    public Restorations(
            BlockingBridge bridge,
            PlannedStacks stacks,
            ComponentRecords components,
            TargetRecords targets,
            Planning planning,
            Affected affected) {
        this.bridge = bridge;
        this.stacks = stacks;
        this.components = components;
        this.targets = targets;
        this.planning = planning;
        this.affected = affected;
    }

    /**
     * Plans the way back, for an operation that is being undone, or an upgrade. May run any number of times, also after parts of it are
     * done: what is as it was is then found so.
     *
     * @throws PermanentFailure if it cannot be planned
     */
    public Restoration begin(Checkpoint checkpoint) {
        PlannedStack former = stacks.former(checkpoint)
                .orElseThrow(() -> new PermanentFailure("the stack was never ready", "Delete it, or change it again."));
        Release release = former.release();
        ComponentGraph graph = planning.order(release);
        String environment = former.operation().order().environment();
        Instant now = Clock.systemUTC().instant();
        List<Component> touched = bridge.inTransaction(session -> targets.all(session)
                .map(registered -> planning.place(release, graph, environment, registered, former.components()))
                .chain(placed ->
                        components.planBesides(session, List.of(new ComponentRecords.Plan(checkpoint, placed)), now))
                .chain(() -> components.touched(session, checkpoint)));
        return new Restoration(graph, ComponentGraph.remaining(created(touched, release)));
    }

    private static List<Component> created(List<Component> touched, Release release) {
        return touched.stream()
                .filter(component -> release.find(component.name()).isEmpty())
                .toList();
    }

    /**
     * What keeps the former generation from being there, whole, and nothing besides; empty where there is no former one.
     * Renders, so not for an event loop.
     */
    public Optional<List<String>> amiss(Checkpoint checkpoint) {
        return stacks.former(checkpoint).map(affected::amiss);
    }
}
