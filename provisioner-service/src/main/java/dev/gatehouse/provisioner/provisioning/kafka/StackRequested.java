package dev.gatehouse.provisioner.provisioning.kafka;

import dev.gatehouse.messaging.inbox.Required;
import dev.gatehouse.messaging.inbox.RequiredTree;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code dev.gatehouse.request.StackRequested.v1}; everything else is ignored. */
record StackRequested(
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
        @Required RequestedOperation operation,
        List<String> adopt,
        @Nullable String plan) {

    @SuppressWarnings("NullAway") // who names nothing to adopt leaves the member out
    StackRequested {
        adopt = adopt == null ? List.of() : List.copyOf(adopt);
    }

    static final String TYPE = "dev.gatehouse.request.StackRequested.v1";

    record Template(@Required String name, @Required String version) {

        TemplateVersion release() {
            return new TemplateVersion(name, version);
        }
    }

    record RequestedOperation(
            @Required String id,
            @Required int number,
            @Required String kind) {

        Operation operation() {
            return new Operation(id, number, kind);
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
                        operation.operation())
                .adopting(adopt)
                .planned(plan);
    }
}
