package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.StackIdentity;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.rendering.Renderer;
import dev.gatehouse.provisioner.rendering.RenderingFailure;
import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import dev.gatehouse.provisioner.rendering.model.Rendered;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.template.model.Release;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What engines are told: a component's inputs, whose it is, and where it lies. */
@ApplicationScoped
class EngineOrders {
    private final BlockingBridge bridge;
    private final TargetRecords targets;
    private final EngineTargets places;
    private final Renderer renderer;
    private final OutputOrigins origins;

    EngineOrders(
            BlockingBridge bridge,
            TargetRecords targets,
            EngineTargets places,
            Renderer renderer,
            OutputOrigins origins) {
        this.bridge = bridge;
        this.targets = targets;
        this.places = places;
        this.renderer = renderer;
        this.origins = origins;
    }

    /**
     * A component's inputs as the operation's release describes them.
     *
     * @throws PermanentFailure if they cannot be rendered
     */
    Rendered render(PlannedStack stack, Component component) {
        Release release = stack.release();
        Release.ReleasedComponent released = release.component(component.name());
        int index = release.components().indexOf(released);
        try {
            return renderer.render(
                    JsonPointer.of("components", Integer.toString(index), "with"),
                    released.inputs(),
                    RenderScopes.of(stack.operation().order(), stack.components(), origins.of(stack.components())));
        } catch (RenderingFailure failed) {
            throw Rendering.permanent(release, failed);
        }
    }

    /**
     * What the engine is told.
     *
     * @param order names the stack
     * @param operation on whose behalf the engine works; its number is what engines fence by
     * @throws PermanentFailure if the component's target is not registered any more, or may not be used
     */
    DesiredComponent order(
            StackOrder order, Operation operation, Component component, Map<String, @Nullable Object> inputs) {
        StackIdentity stack = new StackIdentity(
                order.stackId(),
                order.name(),
                order.team(),
                order.environment(),
                order.namespace(),
                order.reached(),
                operation.id(),
                operation.number());
        return new DesiredComponent(stack, component.name(), inputs, target(component));
    }

    private EngineTarget target(Component component) {
        if (component.target().equals(EngineTarget.NONE.name())) {
            return EngineTarget.NONE;
        }
        return places.of(bridge.read(session -> targets.find(session, component.target()))
                .orElseThrow(() -> new PermanentFailure(
                        "target " + component.target() + " is no longer registered",
                        "A platform engineer registers it again with PUT /api/v1/targets/{name}.")));
    }
}
