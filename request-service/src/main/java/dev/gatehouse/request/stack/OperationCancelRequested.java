package dev.gatehouse.request.stack;

import dev.gatehouse.request.stack.StackRequested.OperationReference;
import dev.gatehouse.request.stack.model.Operation.Cancellation;
import dev.gatehouse.request.stack.model.Stack;
import java.time.Instant;
import java.util.UUID;

/** The fact that the operation which holds a stack shall end early. */
public record OperationCancelRequested(
        UUID stackId, OperationReference operation, String requestedBy, Instant requestedAt) {

    public static final String TYPE = "dev.gatehouse.request.OperationCancelRequested.v1";

    static OperationCancelRequested of(Stack stack, Cancellation cancellation) {
        return new OperationCancelRequested(
                stack.origin().id(),
                OperationReference.of(stack.operation()),
                cancellation.requestedBy(),
                cancellation.requestedAt());
    }
}
