package dev.gatehouse.provisioner.provisioning.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.gatehouse.provisioner.provisioning.StackProvisionings.StackProvisioning;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stack as it would be requested, or changed: what request-service's facts say of one.
 *
 * @param stackId the stack that would be changed; null for one that does not exist yet
 * @param defaults what the release's schema adds to the parameters
 * @param generation the one that the stack would get
 * @param repair the components that would be made again although nothing of them changes; null is none
 * @param adopt the components that would be taken over; null is none. Of a stack that exists, what it was last to take over
 *     counts instead
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PlanBody(
        @Nullable @Pattern(regexp = "[-A-Za-z0-9]{1,64}") String stackId,

        @NotNull @Pattern(regexp = PlanBody.LABEL) @Size(max = 40)
        String name,

        @NotNull @Pattern(regexp = PlanBody.LABEL) @Size(max = 63)
        String team,

        @NotNull @Pattern(regexp = PlanBody.LABEL) @Size(max = 63)
        String environment,

        @NotNull @Pattern(regexp = PlanBody.LABEL) @Size(max = 63)
        String namespace,

        @Nullable Map<String, String> labels,
        @NotNull @Valid Template template,
        @NotNull Map<String, @Nullable Object> parameters,
        @NotNull Map<String, @Nullable Object> defaults,
        @Min(1) int generation,
        @Nullable @Size(max = 100) List<@NotNull @Size(max = 63) String> repair,
        @Nullable @Size(max = 50) List<@NotNull @Size(max = 63) String> adopt) {

    static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Template(
            @NotNull @Size(max = 40) String name,
            @NotNull @Size(max = 64) String version) {

        TemplateVersion release() {
            return new TemplateVersion(name, version);
        }
    }

    /**
     * The order that would be given.
     *
     * @param existing the stack as it is; whose it is, and where, it says itself
     */
    StackOrder order(Optional<StackProvisioning> existing) {
        Optional<Provisioning> before = existing.map(StackProvisioning::operation);
        Optional<StackOrder> former = before.map(Provisioning::order);
        int number = former.map(order -> order.operation().number()).orElse(0) + 1;
        String kind = former.isPresent() ? "change" : "provision";
        StackOrder order = new StackOrder(
                former.map(StackOrder::stackId).orElse(UUID.randomUUID().toString()),
                former.map(StackOrder::name).orElse(name),
                former.map(StackOrder::team).orElse(team),
                former.map(StackOrder::environment).orElse(environment),
                former.map(StackOrder::namespace).orElse(namespace),
                former.map(StackOrder::labels).orElse(labels == null ? Map.of() : labels),
                template.release(),
                parameters,
                defaults,
                generation,
                new Operation(UUID.randomUUID().toString(), number, kind),
                repair == null ? List.of() : repair,
                generation,
                adopt == null ? List.of() : adopt,
                null);
        return before.map(order::after).orElse(order);
    }
}
