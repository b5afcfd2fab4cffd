package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.request.stack.model.Operation;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.Stack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The fact that a stack was asked for. Told in the transaction that stores the stack and its operation.
 *
 * @param parameters what the team set
 * @param defaults what the release's schema added; these, deep-merged with the parameters, are the effective ones
 * @param adopt the components that take over what is there, instead of being made
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
        List<String> adopt) {

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

    public static StackRequested of(Stack stack, Map<String, Object> defaults, List<String> adopt) {
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
                defaults,
                stack.operation().target().generation(),
                OperationReference.of(stack.operation()),
                origin.requestedBy(),
                origin.requestedAt(),
                adopt);
    }

    /** The fact for the outbox. */
    public OutgoingEvent event() {
        return OutgoingEvent.of(TOPIC, TYPE, stackId.toString(), this);
    }
}
