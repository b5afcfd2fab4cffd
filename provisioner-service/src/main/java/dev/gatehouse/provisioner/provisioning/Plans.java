package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.PlanGrounds.Ground;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says what an operation would do, component by component, and does none of it. As with any plan it holds only as long as
 * nobody changes anything; the operation itself plans again before it begins ({@link OperationPlans}).
 */
@ApplicationScoped
public class Plans {
    private static final Logger LOG = Logger.getLogger(Plans.class);
    private static final int MOST = 50;
    /** Whoever waits for the plan gives up after half a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final PlanGrounds grounds;
    private final Planning planning;
    private final EngineOrders orders;
    private final Engines engines;
    private final EngineRuns runs;

    public Plans(PlanGrounds grounds, Planning planning, EngineOrders orders, Engines engines, EngineRuns runs) {
        this.grounds = grounds;
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
        return plan(order, runs::plan, true);
    }

    /**
     * The same for an operation that is going to do it.
     *
     * @param wholly false to say only so much of components whose targets do not answer, or not in time
     */
    List<PlannedComponent> plan(StackOrder order, boolean wholly) {
        return plan(order, runs::planAtWork, wholly);
    }

    /** How engines are asked, whether each must answer, and whether the stack was never ready. */
    private record Asking(BiFunction<Engine, DesiredComponent, ComponentPlan> engines, boolean wholly, boolean anew) {}

    private List<PlannedComponent> plan(
            StackOrder order, BiFunction<Engine, DesiredComponent, ComponentPlan> asked, boolean wholly) {
        Ground known = grounds.read(order);
        Asking asking = new Asking(asked, wholly, known.anew());
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
            plans.put(component.name(), answered(stack, component, plans, end, asking));
        }
        List<PlannedComponent> all = new ArrayList<>(plans.values());
        gone(known.obsolete()).forEach(component -> all.add(PlannedComponent.destroyed(component)));
        return all;
    }

    private PlannedComponent answered(
            PlannedStack stack, Component component, Map<String, PlannedComponent> before, Instant end, Asking asking) {
        try {
            if (Clock.systemUTC().instant().isAfter(end)) {
                throw new TransientFailure(
                        "the plan takes longer than " + PATIENCE.toSeconds() + " s; " + before.size()
                                + " components are planned",
                        null);
            }
            return plan(stack, component, before, asking);
        } catch (TransientFailure away) {
            if (asking.wholly()) {
                throw away;
            }
            LOG.infof("Component %s is not planned: %s", component.name(), away.getMessage());
            boolean stands = standing(stack, component.name()).isPresent();
            return PlannedComponent.unresolved(component, stands, "its target does not answer");
        }
    }

    /** In reverse order. */
    private static List<Component> gone(List<Component> obsolete) {
        List<Component> gone = new ArrayList<>(obsolete);
        Collections.reverse(gone);
        return gone;
    }

    private PlannedComponent plan(
            PlannedStack stack, Component placed, Map<String, PlannedComponent> before, Asking asking) {
        Optional<Component> standing = standing(stack, placed.name());
        boolean mayTakeOver = asking.anew()
                ? standing.filter(Plans::isWhole).isEmpty()
                : standing.map(Component::mayBeGivenBack).orElse(true);
        if (mayTakeOver && stack.operation().order().adopt().contains(placed.name())) {
            return PlannedComponent.unresolved(
                    placed, false, "it takes over what is there, if that may be: only the adoption itself finds out");
        }
        List<PlannedComponent> needed = Optional.ofNullable(placed.dependsOn()).orElse(List.of()).stream()
                .flatMap(name -> Optional.ofNullable(before.get(name)).stream())
                .toList();
        String missing = names(needed, other -> isMissing(stack, other));
        if (!missing.isEmpty()) {
            return PlannedComponent.unresolved(
                    placed, standing.isPresent(), "its inputs are known when " + missing + " is made");
        }
        String moving = names(needed, other -> mayMove(stack, other));
        String uncertain = moving.isEmpty() ? null : "outputs of " + moving + " may be others afterwards";
        try {
            Map<String, @Nullable Object> inputs =
                    orders.render(asItStood(stack), placed).values();
            boolean same = standing.map(found -> found.isMadeWith(inputs)).orElse(false)
                    && !stack.operation().order().repair().contains(placed.name());
            return same && uncertain == null
                    ? PlannedComponent.unchanged(standing.orElseThrow())
                    : ask(asking, stack.operation().order(), placed, standing, inputs, uncertain);
        } catch (PermanentFailure refused) {
            return PlannedComponent.refused(
                    placed,
                    standing.isPresent(),
                    new Failure(placed.name(), String.valueOf(refused.getMessage()), refused.remedy()));
        }
    }

    private static Optional<Component> standing(PlannedStack stack, String name) {
        return stack.components().stream()
                .filter(component -> component.name().equals(name))
                .filter(Component::stands)
                .findFirst();
    }

    private static boolean isWhole(Component standing) {
        return standing.state() == ComponentState.READY;
    }

    /** It has no outputs yet, or no longer. */
    private static boolean isMissing(PlannedStack stack, PlannedComponent planned) {
        return planned.change() == Change.CREATED
                || standing(stack, planned.name()).filter(Component::wasMade).isEmpty();
    }

    /** What is changed, or was not made to its end, may have other outputs than those that it had last. */
    private static boolean mayMove(PlannedStack stack, PlannedComponent planned) {
        return planned.change() == Change.CHANGED
                || planned.change() == Change.REPLACED
                || standing(stack, planned.name()).filter(Plans::isWhole).isEmpty();
    }

    /** What expressions see: the outputs of all that stands, whole or not. */
    private static PlannedStack asItStood(PlannedStack stack) {
        return new PlannedStack(
                stack.operation(),
                stack.release(),
                stack.components().stream()
                        .filter(Component::stands)
                        .map(Component::asItStood)
                        .toList());
    }

    private PlannedComponent ask(
            Asking asking,
            StackOrder order,
            Component placed,
            Optional<Component> standing,
            Map<String, @Nullable Object> inputs,
            @Nullable String uncertain) {
        DesiredComponent desired = orders.order(order, order.operation(), placed, inputs);
        ComponentPlan plan = asking.engines().apply(engines.require(placed.kind()), desired);
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

    private static String names(List<PlannedComponent> needed, Predicate<PlannedComponent> which) {
        return needed.stream()
                .filter(which)
                .map(PlannedComponent::name)
                .sorted()
                .collect(Collectors.joining(" and "));
    }
}
