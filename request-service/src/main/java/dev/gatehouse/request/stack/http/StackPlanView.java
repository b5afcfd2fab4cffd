package dev.gatehouse.request.stack.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.request.stack.PlanOrder;
import dev.gatehouse.request.stack.StackPlans.Plan;
import dev.gatehouse.request.stack.model.ShownPlan;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan as JSON.
 *
 * @param stackId absent where the stack does not exist yet
 * @param generation the one that the stack would get
 * @param components as provisioner-service tells them
 * @param digest send it as {@code plan} with the request or the change, to have just this done, or nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StackPlanView(
        @Nullable UUID stackId,
        String name,
        String team,
        String environment,
        String namespace,
        String template,
        String version,
        int generation,
        Map<String, Object> parameters,
        Map<String, Object> defaults,
        List<Object> components,
        @Nullable String digest) {

    static StackPlanView of(Plan plan) {
        PlanOrder order = plan.order();
        ShownPlan shown = plan.shown();
        return new StackPlanView(
                order.stackId(),
                order.name(),
                order.team(),
                order.environment(),
                order.namespace(),
                order.template().name(),
                order.template().version(),
                order.generation(),
                order.parameters(),
                order.defaults(),
                plan.components(),
                shown == null ? null : shown.text());
    }
}
