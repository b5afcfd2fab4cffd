package dev.gatehouse.provisioner.provisioning.kafka;

import dev.gatehouse.messaging.inbox.Required;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.RequestedOperation;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.Template;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import java.util.Map;

/** What this service reads of {@code dev.gatehouse.request.StackDeletionRequested.v1}; everything else is ignored. */
record StackDeletionRequested(
        @Required String stackId,
        @Required String name,
        @Required String team,
        @Required String environment,
        @Required String namespace,
        @Required Map<String, String> labels,
        @Required Template template,
        @Required int generation,
        @Required RequestedOperation operation) {

    static final String TYPE = "dev.gatehouse.request.StackDeletionRequested.v1";
    private static final String KIND = "delete";

    StackDeletionRequested {
        if (!operation.kind().equals(KIND)) {
            throw new IllegalArgumentException("operation.kind is " + operation.kind() + " and not " + KIND);
        }
    }

    /** The order asks for nothing: a deletion finds what was made, whatever it was made of. */
    StackOrder order() {
        return new StackOrder(
                stackId,
                name,
                team,
                environment,
                namespace,
                labels,
                template.release(),
                Map.of(),
                Map.of(),
                generation,
                operation.operation());
    }
}
