package dev.gatehouse.request.stack.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.request.stack.model.Degradation;
import dev.gatehouse.request.stack.model.Failure;
import dev.gatehouse.request.stack.model.Operation;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.Phase;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.StackComponent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stack as JSON; {@code degraded} says since when and why it is not whole, where it was seen not to be. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StackView(
        UUID id,
        String name,
        String team,
        String template,
        String version,
        int generation,
        Phase phase,
        String environment,
        String namespace,
        Map<String, String> labels,
        Map<String, Object> parameters,
        Map<String, Object> outputs,
        List<StackComponent> components,
        OperationView operation,
        @Nullable Degradation degraded,
        boolean deletionProtection,
        String requestedBy,
        Instant requestedAt) {

    /** The latest operation: what it makes of the stack, who wants it to end early, reason and remedy where it failed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OperationView(
            UUID id,
            int number,
            String kind,
            Operation.State state,
            Operation.Target target,
            Instant since,
            @Nullable String cancelRequestedBy,
            @Nullable Instant cancelRequestedAt,
            @Nullable Failure failure) {

        static OperationView of(Operation operation, @Nullable Failure failure) {
            Operation.Cancellation cancellation = operation.cancellation();
            return new OperationView(
                    operation.id(),
                    operation.number(),
                    operation.kind().label(),
                    operation.state(),
                    operation.target(),
                    operation.since(),
                    cancellation == null ? null : cancellation.requestedBy(),
                    cancellation == null ? null : cancellation.requestedAt(),
                    failure);
        }
    }

    static StackView of(Stack stack) {
        Origin origin = stack.origin();
        return new StackView(
                origin.id(),
                origin.name(),
                origin.team(),
                origin.template(),
                stack.version(),
                stack.generation(),
                stack.phase(),
                origin.environment(),
                origin.namespace(),
                origin.labels(),
                stack.parameters(),
                stack.outputs(),
                stack.components(),
                OperationView.of(stack.operation(), stack.failure()),
                stack.degradation(),
                stack.deletionProtected(),
                origin.requestedBy(),
                origin.requestedAt());
    }
}
