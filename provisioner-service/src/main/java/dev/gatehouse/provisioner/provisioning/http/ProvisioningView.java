package dev.gatehouse.provisioner.provisioning.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.provisioner.provisioning.StackProvisionings.StackProvisioning;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stack's provisioning as its team reads it: credentials occur as references only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProvisioningView(
        String stackId,
        String name,
        String team,
        String environment,
        String namespace,
        TemplateVersion template,
        int generation,
        Operation operation,
        int attempt,
        ProvisioningState state,
        @Nullable Failure failure,
        Map<String, @Nullable Object> outputs,
        List<Component> components,
        Instant acceptedAt,
        @Nullable Instant finishedAt) {

    static ProvisioningView of(StackProvisioning stack) {
        Provisioning provisioning = stack.operation();
        StackOrder order = provisioning.order();
        return new ProvisioningView(
                order.stackId(),
                order.name(),
                order.team(),
                order.environment(),
                order.namespace(),
                order.template(),
                order.generation(),
                order.operation(),
                provisioning.attempt(),
                provisioning.state(),
                provisioning.failure(),
                provisioning.outputs(),
                stack.components(),
                provisioning.acceptedAt(),
                provisioning.finishedAt());
    }
}
