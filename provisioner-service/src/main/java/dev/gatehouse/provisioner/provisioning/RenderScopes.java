package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.rendering.model.EffectiveParameters;
import dev.gatehouse.provisioner.rendering.model.Provenance;
import dev.gatehouse.provisioner.rendering.model.RenderScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a release's expressions see of a stack. */
final class RenderScopes {
    private RenderScopes() {}

    /** @param origins of outputs that hand an input on; empty where nobody asks for provenance */
    static RenderScope of(StackOrder order, List<Component> components, Map<String, Provenance> origins) {
        Map<String, @Nullable Object> stack = new LinkedHashMap<>();
        stack.put("id", order.stackId());
        stack.put("name", order.name());
        stack.put("team", order.team());
        stack.put("environment", order.environment());
        stack.put("namespace", order.namespace());
        stack.put("generation", order.generation());
        stack.put("labels", order.labels());
        Map<String, Map<String, @Nullable Object>> outputs = new LinkedHashMap<>();
        components.stream()
                .filter(component -> component.state() == ComponentState.READY)
                .forEach(component -> outputs.put(component.name(), component.outputs()));
        return new RenderScope(
                stack, EffectiveParameters.merge(order.defaults(), order.parameters()), outputs, origins);
    }
}
