package dev.gatehouse.provisioner.provisioning.kafka;

import dev.gatehouse.messaging.inbox.Required;
import dev.gatehouse.messaging.inbox.RequiredTree;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.RequestedOperation;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.Template;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code dev.gatehouse.request.StackUpgradeRequested.v1}; everything else is ignored. */
record StackUpgradeRequested(
        @Required String stackId,
        @Required String name,
        @Required String team,
        @Required String environment,
        @Required String namespace,
        @Required Map<String, String> labels,
        @Required Template template,
        @RequiredTree Map<String, @Nullable Object> parameters,
        @RequiredTree Map<String, @Nullable Object> defaults,
        @Required int generation,
        @Required RequestedOperation operation) {

    static final String TYPE = "dev.gatehouse.request.StackUpgradeRequested.v1";
    private static final String KIND = "upgrade";

    StackUpgradeRequested {
        if (!operation.kind().equals(KIND)) {
            throw new IllegalArgumentException("operation.kind is " + operation.kind() + " and not " + KIND);
        }
    }

    StackOrder order() {
        return new StackOrder(
                stackId,
                name,
                team,
                environment,
                namespace,
                labels,
                template.release(),
                parameters,
                defaults,
                generation,
                operation.operation());
    }
}
