package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What earlier operations of some stacks left.
 *
 * @param formers those that ended ready last, by the stack's id
 * @param standing the components, by the stack's id
 * @param touched of those, what operations that are being undone planned or began to make, by the operation's id
 */
record Grounds(
        Map<String, Provisioning> formers,
        Map<String, List<Component>> standing,
        Map<String, List<Component>> touched) {
    static final Grounds NONE = new Grounds(Map.of(), Map.of(), Map.of());

    boolean hasFormer(Provisioning operation) {
        return formers.containsKey(operation.order().stackId());
    }

    List<Component> standing(Provisioning operation) {
        return standing.getOrDefault(operation.order().stackId(), List.of());
    }

    /** What an operation that is being undone may have made; what earlier ones left is not its to remove. */
    ComponentGraph mayBeMade(Provisioning operation) {
        return ComponentGraph.remaining(
                touched.getOrDefault(operation.order().operation().id(), List.of()));
    }

    /** Whether the operation goes on from what stands. */
    boolean isGround(Provisioning operation) {
        return operation.order().operation().changes() && hasFormer(operation);
    }

    /** Those that stand and that a plan has no place for. */
    ComponentGraph besides(Provisioning operation, List<Component> planned) {
        Set<String> wanted = planned.stream().map(Component::name).collect(Collectors.toSet());
        return ComponentGraph.remaining(standing(operation).stream()
                .filter(component -> !wanted.contains(component.name()))
                .toList());
    }
}
