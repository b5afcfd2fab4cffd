package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent.Change;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent.PlannedResource;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what an operation would do, component by component, and does none of it. As with any plan it holds only as long as
 * nobody changes anything; the operation itself decides again.
 */
@ApplicationScoped
public class Plans {
    private static final int MOST = 50;
    /** Whoever waits for the plan gives up after half a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final BlockingBridge bridge;
    private final Releases releases;
    private final TargetRecords targets;
    private final ComponentRecords components;
    private final Planning planning;
    private final EngineOrders orders;
    private final Engines engines;
    private final EngineRuns runs;

    public Plans(
            BlockingBridge bridge,
            Releases releases,
            TargetRecords targets,
            ComponentRecords components,
            Planning planning,
            EngineOrders orders,
            Engines engines,
            EngineRuns runs) {
        this.bridge = bridge;
        this.releases = releases;
        this.targets = targets;
        this.components = components;
        this.planning = planning;
        this.orders = orders;
        this.engines = engines;
        this.runs = runs;
    }

    /**
     * What the order would do. Asks targets, so it takes its time: not for an event loop.
     *
     * @return in the order of the work; what goes comes last
     * @throws TransientFailure if a target does not answer, or the release is not known here yet
     * @throws PermanentFailure if nothing of the order could be carried out
     */
    public List<PlannedComponent> plan(StackOrder order) {
        Known known = read(order);
        ComponentGraph graph = planning.order(known.release());
        List<Component> placed =
                planning.place(known.release(), graph, order.environment(), known.targets(), known.standing());
        Provisioning draft = new Provisioning(
                order,
                1,
                ProvisioningState.ACCEPTED,
                Map.of(),
                null,
                Clock.systemUTC().instant(),
                null);
        PlannedStack stack = new PlannedStack(draft, known.release(), known.standing());
        Map<String, PlannedComponent> plans = new LinkedHashMap<>();
        Instant end = Clock.systemUTC().instant().plus(PATIENCE);
        for (Component component : placed) {
            if (Clock.systemUTC().instant().isAfter(end)) {
                throw new TransientFailure(
                        "the plan takes longer than " + PATIENCE.toSeconds() + " s; " + plans.size() + " of "
                                + placed.size() + " components are planned",
                        null);
            }
            plans.put(component.name(), plan(stack, component, plans));
        }
        List<PlannedComponent> all = new ArrayList<>(plans.values());
        gone(known.standing(), plans).forEach(component -> all.add(PlannedComponent.destroyed(component)));
        return all;
    }

    private record Known(Release release, Collection<Target> targets, List<Component> standing) {}

    private Known read(StackOrder order) {
        String name = order.template().name();
        String version = order.template().version();
        return bridge.read(session -> releases.find(session, name, version)
                        .chain(release -> targets.all(session).chain(registered -> components
                                .ofStack(session, order.stackId())
                                .map(standing -> release.map(found -> new Known(found, registered, standing))))))
                .orElseThrow(() -> new TransientFailure(
                        "release " + name + "@" + version + " is not known here yet; it comes on request.template.v1",
                        null));
    }

    /** What is no longer part of the release goes when everything else is there, in reverse order. */
    private static List<Component> gone(List<Component> standing, Map<String, PlannedComponent> plans) {
        List<Component> gone = new ArrayList<>();
        standing.stream()
                .filter(component -> component.state() != ComponentState.DESTROYED)
                .filter(component -> !plans.containsKey(component.name()))
                .forEach(component -> gone.add(0, component));
        return gone;
    }

    private PlannedComponent plan(PlannedStack stack, Component placed, Map<String, PlannedComponent> before) {
        Optional<Component> standing = stack.components().stream()
                .filter(component -> component.name().equals(placed.name()))
                .filter(component -> component.state() == ComponentState.READY)
                .findFirst();
        if (standing.isEmpty() && stack.operation().order().adopt().contains(placed.name())) {
            return PlannedComponent.unresolved(
                    placed, false, "it takes over what is there, if that may be: only the adoption itself finds out");
        }
        List<String> needed = Optional.ofNullable(placed.dependsOn()).orElse(List.of());
        List<String> missing = of(needed, before, Change.CREATED);
        if (!missing.isEmpty()) {
            return PlannedComponent.unresolved(
                    placed, standing.isPresent(), "its inputs are known when " + names(missing) + " is made");
        }
        List<String> moving = new ArrayList<>(of(needed, before, Change.CHANGED));
        moving.addAll(of(needed, before, Change.REPLACED));
        String uncertain = moving.isEmpty() ? null : "outputs of " + names(moving) + " may be others afterwards";
        try {
            Map<String, @Nullable Object> inputs = orders.render(stack, placed).values();
            boolean same = standing.map(found -> found.isMadeWith(inputs)).orElse(false);
            return same && uncertain == null
                    ? PlannedComponent.unchanged(standing.orElseThrow())
                    : ask(stack.operation().order(), placed, standing, inputs, uncertain);
        } catch (PermanentFailure refused) {
            return PlannedComponent.refused(
                    placed,
                    standing.isPresent(),
                    new Failure(placed.name(), String.valueOf(refused.getMessage()), refused.remedy()));
        }
    }

    private PlannedComponent ask(
            StackOrder order,
            Component placed,
            Optional<Component> standing,
            Map<String, @Nullable Object> inputs,
            @Nullable String uncertain) {
        DesiredComponent desired = orders.order(order, order.operation(), placed, inputs);
        ComponentPlan plan = runs.plan(engines.require(placed.kind()), desired);
        List<PlannedResource> resources =
                plan.resources().stream().map(Plans::resource).toList();
        return PlannedComponent.planned(placed, standing.isPresent(), resources, uncertain);
    }

    private static PlannedResource resource(ComponentPlan.PlannedResource resource) {
        return new PlannedResource(
                resource.resource().type(),
                resource.resource().id(),
                Change.valueOf(resource.change().name()),
                resource.differences().stream()
                        .limit(MOST)
                        .map(one -> new FieldDifference(one.field(), one.desired(), one.live()))
                        .toList());
    }

    private static List<String> of(List<String> needed, Map<String, PlannedComponent> plans, Change change) {
        return needed.stream()
                .filter(name -> plans.containsKey(name) && plans.get(name).change() == change)
                .toList();
    }

    private static String names(List<String> components) {
        return components.stream().sorted().collect(Collectors.joining(" and "));
    }
}
