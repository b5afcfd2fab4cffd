package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.RunsAtWork.AtWork;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.OtherPlan;
import dev.gatehouse.provisioner.provisioning.model.PlanDigest;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent.Change;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What operations plan before they touch anything, and are held to. A stack's first operation finds nothing of the stack,
 * whatever happens, so it plans only where it was asked with a plan.
 */
@ApplicationScoped
public class OperationPlans {
    private final BlockingBridge bridge;
    private final OperationPlanRecords records;
    private final PlannedStacks stacks;
    private final Plans plans;
    private final RunsAtWork atWork;

    public OperationPlans(
            BlockingBridge bridge, OperationPlanRecords records, PlannedStacks stacks, Plans plans, RunsAtWork atWork) {
        this.bridge = bridge;
        this.records = records;
        this.stacks = stacks;
        this.plans = plans;
        this.atWork = atWork;
    }

    /**
     * Plans the attempt and notes that, once: what was noted may have been done in part, and holds however often the
     * attempt goes on.
     *
     * @param wholly false to leave components out whose targets do not answer; an operation that was asked with a plan
     *     leaves none out
     * @throws PermanentFailure if that is not the plan with which the operation was asked, or it has ended or is undone
     * @throws TransientFailure if a target does not answer
     */
    public void note(Checkpoint attempt, boolean wholly) {
        if (find(attempt).isPresent()) {
            return;
        }
        try (AtWork run = atWork.enter(attempt, Refusals::over)) {
            Provisioning operation = stacks.operation(attempt);
            Refusals.check(Refusals::over, attempt, operation);
            StackOrder order = operation.order();
            List<PlannedComponent> planned = plans.plan(order, wholly || order.bound());
            refuseOther(order, planned);
            Map<String, ComponentPlan> noted = planned.stream()
                    .filter(component -> holds(order, component))
                    .collect(Collectors.toMap(PlannedComponent::name, OperationPlans::kinds));
            Instant now = Clock.systemUTC().instant();
            bridge.inTransaction(session -> records.add(session, attempt, noted, now));
        }
    }

    /** What the attempt planned for a component; empty where it may do whatever its inputs need. */
    Optional<ComponentPlan> of(Checkpoint attempt, StackOrder order, String component) {
        return order.operation().later() || order.bound()
                ? find(attempt).map(noted -> noted.get(component))
                : Optional.empty();
    }

    private Optional<Map<String, ComponentPlan>> find(Checkpoint attempt) {
        return bridge.read(session -> records.find(session, attempt));
    }

    private static void refuseOther(StackOrder order, List<PlannedComponent> now) {
        if (order.bound() && !PlanDigest.of(order, now).equals(order.plan())) {
            Failure failure = OtherPlan.failure(order, now);
            throw new PermanentFailure(failure.reason(), failure.remedy());
        }
    }

    /**
     * Inputs that are not known yet may need something of another kind than what was planned with those of now. Only who
     * was shown that, and asked for it, is held to it.
     */
    private static boolean holds(StackOrder order, PlannedComponent component) {
        boolean known = component.unresolved() == null && component.refused() == null;
        return component.change() != Change.DESTROYED
                && (known || order.bound() && !component.resources().isEmpty());
    }

    private static ComponentPlan kinds(PlannedComponent component) {
        return new ComponentPlan(component.resources().stream()
                .map(one -> new ComponentPlan.PlannedResource(
                        new Resource(one.type(), one.id()),
                        ComponentPlan.Change.valueOf(one.change().name()),
                        List.of()))
                .toList());
    }
}
