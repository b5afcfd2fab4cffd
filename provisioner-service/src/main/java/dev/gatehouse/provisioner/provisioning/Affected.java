package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.template.model.Release.ReleasedComponent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** Compares components as they stand with what a release makes of them. Renders, so not for an event loop. */
@ApplicationScoped
class Affected {
    private final EngineOrders orders;

    Affected(EngineOrders orders) {
        this.orders = orders;
    }

    /**
     * The components that an operation will make for certain, in the order of the plan. Others may join them: those that
     * need an output that is another one afterwards.
     */
    List<Component> by(PlannedStack stack) {
        List<String> repair = stack.operation().order().repair();
        return stack.released().stream()
                .filter(component -> repair.contains(component.name()) || !stands(stack, component))
                .toList();
    }

    /** The names of components that are not as the release describes them: not made so, or not in it at all. */
    List<String> amiss(PlannedStack stack) {
        List<String> standing = stack.released().stream()
                .filter(component -> stands(stack, component))
                .map(Component::name)
                .toList();
        Stream<String> wanted = stack.release().components().stream().map(ReleasedComponent::name);
        Stream<String> left = stack.components().stream()
                .filter(component -> component.state() != ComponentState.DESTROYED)
                .map(Component::name);
        return Stream.concat(wanted, left)
                .distinct()
                .filter(name -> !standing.contains(name))
                .toList();
    }

    private boolean stands(PlannedStack stack, Component component) {
        try {
            return component.isMadeWith(orders.render(stack, component).values());
        } catch (PermanentFailure unrendered) {
            return false;
        }
    }
}
