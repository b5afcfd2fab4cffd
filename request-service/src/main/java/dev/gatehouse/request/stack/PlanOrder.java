package dev.gatehouse.request.stack;

import dev.gatehouse.request.stack.StackOrders.Order;
import dev.gatehouse.request.stack.StackRequested.TemplateReference;
import dev.gatehouse.request.stack.model.Operation.Target;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.Stack;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operation would order, as the fact about it would say.
 *
 * @param stackId null for a stack that does not exist yet
 * @param generation the one that the stack would get
 * @param repair the components that would be made again even where nothing of them changes
 * @param adopt the components that would be taken over
 */
public record PlanOrder(
        @Nullable UUID stackId,
        String name,
        String team,
        String environment,
        String namespace,
        Map<String, String> labels,
        TemplateReference template,
        Map<String, Object> parameters,
        Map<String, Object> defaults,
        int generation,
        List<String> repair,
        List<String> adopt) {

    /** Of a stack that does not exist yet. */
    static PlanOrder of(Order order) {
        Stack stack = order.stack();
        return of(null, stack.origin(), stack.operation().target(), order.defaults(), List.of(), order.adopt());
    }

    /** Of a change. */
    static PlanOrder of(Stack stack, Target target, Map<String, Object> defaults, List<String> repair) {
        return of(stack.origin().id(), stack.origin(), target, defaults, repair, List.of());
    }

    private static PlanOrder of(
            @Nullable UUID stackId,
            Origin origin,
            Target target,
            Map<String, Object> defaults,
            List<String> repair,
            List<String> adopt) {
        return new PlanOrder(
                stackId,
                origin.name(),
                origin.team(),
                origin.environment(),
                origin.namespace(),
                origin.labels(),
                new TemplateReference(origin.template(), target.version()),
                target.parameters(),
                defaults,
                target.generation(),
                repair,
                adopt);
    }
}
