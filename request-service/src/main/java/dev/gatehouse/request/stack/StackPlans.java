package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.stack.model.Operation.Target;
import dev.gatehouse.request.stack.model.Phase;
import dev.gatehouse.request.stack.model.ShownPlan;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.StackGate;
import dev.gatehouse.request.template.Releases.Ready;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what a request or a change would do, and does nothing of it. What would be refused is refused here as well, but
 * that another operation holds the stack: that passes.
 */
@ApplicationScoped
public class StackPlans {
    private final StackOrders orders;
    private final OwnedStacks stacks;
    private final StackStore store;
    private final ProvisionerPlans provisioner;
    private final UnitOfWork work;

    StackPlans(
            StackOrders orders, OwnedStacks stacks, StackStore store, ProvisionerPlans provisioner, UnitOfWork work) {
        this.orders = orders;
        this.stacks = stacks;
        this.store = store;
        this.provisioner = provisioner;
        this.work = work;
    }

    /**
     * What would be ordered, and what would become of each component.
     *
     * @param shown what to ask with for just that; null where the provisioner tells no digest
     */
    public record Plan(
            PlanOrder order,
            List<Object> components,
            @Nullable ShownPlan shown) {}

    /**
     * What a request would make.
     *
     * @param token the caller's own; the provisioner judges by it who asks
     */
    public Uni<Plan> plan(Caller caller, RequestStack request, String token) {
        caller.mustBelongTo(request.team());
        return orders.prepare(request, UUID.randomUUID(), caller.name())
                .chain(order -> work.read(session -> store.mustBeFree(session, order.stack()))
                        .replaceWith(() -> PlanOrder.of(order)))
                .chain(order -> ask(order, token, ShownPlan::ofNew));
    }

    /** What a change of a stack would make of it; the token as above. */
    public Uni<Plan> plan(Caller caller, PlanChange change, String token) {
        return work.read(session -> stacks.find(session, caller, change.stackId()))
                .invoke(StackGate::mustExist)
                .chain(stack -> orders.release(
                                stack.origin().template(),
                                change.version() == null ? stack.version() : change.version())
                        .chain(release ->
                                ask(order(stack, release, change), token, digest -> ShownPlan.of(stack, digest))));
    }

    private static PlanOrder order(Stack stack, Ready release, PlanChange change) {
        Map<String, Object> parameters = ChangedParameters.of(stack.parameters(), change.parameters());
        Map<String, Object> defaults = ParameterFit.defaults(release, parameters);
        String version = release.release().template().version();
        boolean same = version.equals(stack.version()) && parameters.equals(stack.parameters());
        int generation = same ? stack.generation() : stack.generation() + 1;
        // As where it is asked for: what is not ready is made again.
        List<String> repair = same && stack.phase() != Phase.READY ? stack.componentNames() : List.of();
        return PlanOrder.of(stack, new Target(version, generation, parameters), defaults, repair);
    }

    private Uni<Plan> ask(PlanOrder order, String token, Function<String, ShownPlan> shown) {
        return provisioner.plan(order, token).map(told -> {
            String digest = told.digest();
            return new Plan(order, told.components(), digest == null ? null : shown.apply(digest));
        });
    }
}
