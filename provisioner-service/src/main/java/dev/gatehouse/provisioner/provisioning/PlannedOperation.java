package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import java.util.List;

/**
 * An operation's components in their order and on their targets.
 *
 * @param besides whether it goes on from what stands
 */
record PlannedOperation(Provisioning operation, boolean besides, ComponentGraph graph, List<Component> components) {

    ComponentRecords.Plan record() {
        return new ComponentRecords.Plan(operation.checkpoint(), components);
    }

    Begun begun(Grounds grounds) {
        return new Begun(
                graph,
                null,
                null,
                !grounds.hasFormer(operation),
                operation.order().operation().later(),
                besides ? grounds.besides(operation, components) : new ComponentGraph(List.of()),
                operation.order().bound());
    }
}
