package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.OwnedComponent;
import dev.gatehouse.provisioner.provisioning.model.Restoration;
import dev.gatehouse.provisioner.rendering.Renderer;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The way back to a stack's former generation: that of the operation that ended ready last. */
@ApplicationScoped
public class Restorations {
    private final BlockingBridge bridge;
    private final PlannedStacks stacks;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final TargetRecords targets;
    private final Planning planning;
    private final Affected affected;
    private final Engines engines;
    private final LostData lost;
    private final Renderer renderer;

    public Restorations(
            BlockingBridge bridge,
            PlannedStacks stacks,
            ProvisioningRecords records,
            ComponentRecords components,
            TargetRecords targets,
            Planning planning,
            Affected affected,
            Engines engines,
            LostData lost,
            Renderer renderer) {
        this.bridge = bridge;
        this.stacks = stacks;
        this.records = records;
        this.components = components;
        this.targets = targets;
        this.planning = planning;
        this.affected = affected;
        this.engines = engines;
        this.lost = lost;
        this.renderer = renderer;
    }

    /**
     * Plans the way back, for an operation that is being undone, or an upgrade. May run any number of times, also after parts of it are
     * done: what is as it was is then found so.
     *
     * @throws PermanentFailure if it cannot be planned, the operation has ended, or a later attempt has begun
     */
    public Restoration begin(Checkpoint checkpoint) {
        PlannedStack former = stacks.former(checkpoint)
                .orElseThrow(() -> new PermanentFailure("the stack was never ready", "Delete it, or change it again."));
        Release release = former.release();
        ComponentGraph graph = planning.order(release);
        String environment = former.operation().order().environment();
        Instant now = Clock.systemUTC().instant();
        List<Component> touched = bridge.inTransaction(session -> mustGoOn(session, checkpoint, now)
                .chain(() -> targets.all(session))
                .map(registered -> planning.place(release, graph, environment, registered, former.components()))
                .chain(placed ->
                        components.planBesides(session, List.of(new ComponentRecords.Plan(checkpoint, placed)), now))
                .chain(() -> components.touched(session, checkpoint)));
        return new Restoration(graph, ComponentGraph.remaining(created(touched, release)));
    }

    /** Locks the operation: into what a later one removes, or has removed, nothing may be written back. */
    private Uni<Void> mustGoOn(Mutiny.Session session, Checkpoint checkpoint, Instant now) {
        return records.running(session, Set.of(checkpoint.operationId()), now)
                .chain(() -> records.find(session, checkpoint.operationId()))
                .map(Optional::orElseThrow)
                .invoke(operation -> Refusals.check(Refusals::ended, checkpoint, operation))
                .replaceWithVoid();
    }

    private static List<Component> created(List<Component> touched, Release release) {
        return touched.stream()
                .filter(component -> release.find(component.name()).isEmpty())
                .toList();
    }

    /**
     * How the former generation stands.
     *
     * @param amiss what keeps it from being there, whole, and nothing besides
     * @param emptied what the operation made again and what lacks the data that it held: it had removed it, or found them
     *     lost
     * @param released the components that the former generation has
     * @param beyond what is there, or may be, although the former generation lacks it
     * @param outputs the stack's, with its components as they are now: made again, some may have become others; null where
     *     it is not whole, or they cannot be rendered
     */
    record Former(
            List<String> amiss,
            List<String> emptied,
            List<OwnedComponent> released,
            List<OwnedComponent> beyond,
            @Nullable Map<String, @Nullable Object> outputs) {

        boolean isWhole() {
            return amiss.isEmpty() && emptied.isEmpty();
        }

        List<String> beyondNames() {
            return beyond.stream().map(OwnedComponent::name).toList();
        }

        /** All that the stack has, whether it is whole or not. */
        List<OwnedComponent> owned() {
            return Stream.concat(released.stream(), beyond.stream()).toList();
        }

        private Former withOutputs(@Nullable Map<String, @Nullable Object> rendered) {
            return new Former(amiss, emptied, released, beyond, rendered);
        }
    }

    /**
     * Empty where there is no former generation. Renders, so not for an event loop.
     *
     * @throws TransientFailure if its release is not known yet
     */
    Optional<Former> former(Checkpoint checkpoint) {
        return stacks.former(checkpoint).map(former -> {
            List<String> amiss = affected.amiss(former);
            List<String> emptied = emptied(checkpoint, former).stream()
                    .filter(component -> !amiss.contains(component))
                    .toList();
            Former stands = new Former(amiss, emptied, former.owned(), beyond(former), null);
            return stands.isWhole() ? stands.withOutputs(outputs(former)) : stands;
        });
    }

    private static List<OwnedComponent> beyond(PlannedStack former) {
        return former.components().stream()
                .filter(component -> component.state() != ComponentState.DESTROYED)
                .filter(component -> former.release().find(component.name()).isEmpty())
                .map(OwnedComponent::of)
                .toList();
    }

    private List<String> emptied(Checkpoint checkpoint, PlannedStack former) {
        Set<String> removed = bridge.read(session -> components.removed(session, checkpoint));
        Set<String> found = lost.madeAgainBy(checkpoint);
        return former.released().stream()
                .filter(component -> found.contains(component.name())
                        || (removed.contains(component.name())
                                && engines.find(component.kind())
                                        .filter(Engine::keepsData)
                                        .isPresent()))
                .map(Component::name)
                .toList();
    }

    private @Nullable Map<String, @Nullable Object> outputs(PlannedStack former) {
        try {
            return former.outputs(renderer);
        } catch (PermanentFailure unrendered) {
            return null;
        }
    }
}
