package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Components as they were made, for those who only look at them. */
@ApplicationScoped
public class StandingComponents {
    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final EngineOrders orders;

    StandingComponents(
            BlockingBridge bridge, ProvisioningRecords records, ComponentRecords components, EngineOrders orders) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.orders = orders;
    }

    /**
     * A component that stands, the order that it stands by, and what its engine is told to look at it.
     *
     * @param order of the latest operation of its stack that ended ready
     */
    public record Standing(StackOrder order, Component component, DesiredComponent desired) {}

    /**
     * One component with the inputs that it was made with; empty if it does not stand.
     *
     * @param operationId the stack's latest operation that ended ready
     * @param generation the highest that any operation of the stack had, so that nothing looks as if it came from later
     * @throws PermanentFailure if its target is not registered any more, or may not be used
     */
    public Optional<Standing> find(String operationId, String name, int generation) {
        return bridge.read(session -> records.find(session, operationId)).flatMap(operation -> {
            StackOrder order = operation.order();
            return bridge.read(session -> components.find(session, order.stackId(), name))
                    .map(ComponentRecords.Standing::component)
                    .filter(component -> component.state() == ComponentState.READY)
                    .map(component -> new Standing(
                            order,
                            component,
                            orders.order(order, order.operation(), component, component.inputs())
                                    .ofGeneration(generation)));
        });
    }
}
