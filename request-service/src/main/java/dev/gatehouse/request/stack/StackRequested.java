package dev.gatehouse.request.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.request.stack.StackOrders.Order;
import dev.gatehouse.request.stack.model.Operation;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.Stack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fact that a stack was asked for. Told in the transaction that stores the stack and its operation.
 *
 * @param parameters what the team set
 * @param defaults what the release's schema added; these, deep-merged with the parameters, are the effective ones
 * @param adopt the components that take over what is there, instead of being made
 * @param plan the digest of the plan that was shown to whoever asks; absent where none was
 */
public record StackRequested(
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
        String requestedBy,
        Instant requestedAt,
        List<String> adopt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String plan) {

    public static final String TYPE = "dev.gatehouse.request.StackRequested.v1";
    private static final String TOPIC = "request.stack.v1";

    /** The release that is asked for. */
    public record TemplateReference(String name, String version) {}

    /** The operation that holds the stack. */
    public record OperationReference(UUID id, int number, String kind) {

        static OperationReference of(Operation operation) {
            return new OperationReference(
                    operation.id(), operation.number(), operation.kind().label());
        }
    }

    static StackRequested of(Order order) {
        Stack stack = order.stack();
        Origin origin = stack.origin();
        return new StackRequested(
                origin.id(),
                origin.name(),
                origin.team(),
                origin.environment(),
                origin.namespace(),
                origin.labels(),
                new TemplateReference(
                        origin.template(), stack.operation().target().version()),
                stack.parameters(),
                order.defaults(),
                stack.operation().target().generation(),
                OperationReference.of(stack.operation()),
                origin.requestedBy(),
                origin.requestedAt(),
                order.adopt(),
                order.plan());
    }

    /** The fact for the outbox. */
    public OutgoingEvent event() {
        return OutgoingEvent.of(TOPIC, TYPE, stackId.toString(), this);
    }
}
