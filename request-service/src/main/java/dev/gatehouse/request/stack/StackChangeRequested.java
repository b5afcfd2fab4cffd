package dev.gatehouse.request.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.request.stack.StackRequested.OperationReference;
import dev.gatehouse.request.stack.StackRequested.TemplateReference;
import dev.gatehouse.request.stack.model.Operation.Target;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.ShownPlan;
import dev.gatehouse.request.stack.model.Stack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fact that a stack shall have other parameters, or that some of its components shall be made again. Told in the
 * transaction that gives the stack this operation.
 *
 * @param parameters what the team set, all of it
 * @param defaults what the release's schema added
 * @param generation the one that the stack gets when the operation succeeds
 * @param repair the components that are made again even where nothing of them changes
 * @param plan the digest of the plan that was shown to whoever asks; absent where none was
 */
public record StackChangeRequested(
        UUID stackId,
        String name,
        String team,
        String environment,
        String namespace,
        Map<String, String> labels,
        TemplateReference template,
        Map<String, Object> parameters,
        Map<String, Object> defaults,
        int generation,
        OperationReference operation,
        List<String> repair,
        String requestedBy,
        Instant requestedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String plan) {

    public static final String TYPE = "dev.gatehouse.request.StackChangeRequested.v1";

    static StackChangeRequested of(
            Stack changing,
            Map<String, Object> defaults,
            List<String> repair,
            String requestedBy,
            @Nullable ShownPlan plan) {
        Origin origin = changing.origin();
        Target target = changing.operation().target();
        return new StackChangeRequested(
                origin.id(),
                origin.name(),
                origin.team(),
                origin.environment(),
                origin.namespace(),
                origin.labels(),
                new TemplateReference(origin.template(), target.version()),
                target.parameters(),
                defaults,
                target.generation(),
                OperationReference.of(changing.operation()),
                repair,
                requestedBy,
                changing.operation().since(),
                plan == null ? null : plan.digest());
    }
}
