package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.OutputSize;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.OwnedComponent;
import dev.gatehouse.provisioner.rendering.Renderer;
import dev.gatehouse.provisioner.rendering.RenderingFailure;
import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import dev.gatehouse.provisioner.template.model.Release;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operation with its release and the stack's components as they are. */
record PlannedStack(Provisioning operation, Release release, List<Component> components) {

    Component component(String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("component " + name + " was never planned"));
    }

    /** The components that the release has, in the order of the plan. */
    List<Component> released() {
        return components.stream()
                .filter(component -> release.find(component.name()).isPresent())
                .toList();
    }

    /**
     * The same as the release describes them, to be told: what is only noted of a component may be another release's, while
     * one is being left.
     */
    List<OwnedComponent> owned() {
        return released().stream()
                .map(component -> release.component(component.name()))
                .map(component -> new OwnedComponent(component.name(), component.kind(), component.owner()))
                .toList();
    }

    /**
     * The stack's outputs, once all components are made.
     *
     * @throws PermanentFailure if one cannot be rendered, or they are too large for an event
     */
    Map<String, @Nullable Object> outputs(Renderer renderer) {
        try {
            Map<String, @Nullable Object> outputs = renderer.render(
                            JsonPointer.of("outputs"),
                            release.outputs(),
                            RenderScopes.of(operation.order(), components, Map.of()))
                    .values();
            if (!OutputSize.fits(outputs)) {
                throw new PermanentFailure(
                        "the outputs of the stack hold more than " + OutputSize.MAX_BYTES + " bytes",
                        "The template's owner puts less into the outputs.");
            }
            return outputs;
        } catch (RenderingFailure failed) {
            throw Rendering.permanent(release, failed);
        }
    }
}
