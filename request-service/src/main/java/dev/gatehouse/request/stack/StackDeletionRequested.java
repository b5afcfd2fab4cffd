package dev.gatehouse.request.stack;

import dev.gatehouse.request.stack.StackRequested.OperationReference;
import dev.gatehouse.request.stack.StackRequested.TemplateReference;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.Stack;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The fact that a stack shall be gone. Told in the transaction that gives it its deletion; says all that a reader needs
 * who never heard of the stack.
 *
 * @param template the release that the stack follows, or was to follow
 */
public record StackDeletionRequested(
        UUID stackId,
        String name,
        String team,
        String environment,
        String namespace,
        Map<String, String> labels,
        TemplateReference template,
        int generation,
        OperationReference operation,
        String requestedBy,
        Instant requestedAt) {

    public static final String TYPE = "dev.gatehouse.request.StackDeletionRequested.v1";

    static StackDeletionRequested of(Stack deleting, String requestedBy) {
        Origin origin = deleting.origin();
        return new StackDeletionRequested(
                origin.id(),
                origin.name(),
                origin.team(),
                origin.environment(),
                origin.namespace(),
                origin.labels(),
                new TemplateReference(origin.template(), deleting.version()),
                deleting.generation(),
                OperationReference.of(deleting.operation()),
                requestedBy,
                deleting.operation().since());
    }
}
