package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.target.model.TargetChoice;
import dev.gatehouse.provisioner.template.model.Release;
import dev.gatehouse.provisioner.template.model.Release.ReleasedComponent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/**
 * Decides, before anything is touched, in which order components are made and where: a stack with one component that
 * nothing can serve fails with nothing made.
 */
@ApplicationScoped
public class Planning {
    private final Engines engines;

    public Planning(Engines engines) {
        this.engines = engines;
    }

    /**
     * The order of a release's components.
     *
     * @throws PermanentFailure if the release's dependencies make no order
     */
    public ComponentGraph order(Release release) {
        try {
            return ComponentGraph.of(release.components().stream()
                    .map(component -> new Node(component.name(), component.kind(), component.dependsOn()))
                    .toList());
        } catch (IllegalArgumentException disorder) {
            throw new PermanentFailure(
                    "release " + release.name() + "@" + release.version() + ": " + disorder.getMessage(),
                    "The template's owner releases a corrected version.");
        }
    }

    /**
     * The components in their order, each with its target.
     *
     * @throws PermanentFailure if a component's kind has no engine, or its environment no target
     */
    public List<Component> place(
            Release release, ComponentGraph graph, String environment, Collection<Target> registered) {
        return graph.ordered().stream()
                .map(node -> release.component(node.name()))
                .map(component -> Component.pending(
                        component.name(),
                        component.kind(),
                        component.owner(),
                        targetOf(component, environment, registered),
                        component.dependsOn()))
                .toList();
    }

    private String targetOf(ReleasedComponent component, String environment, Collection<Target> registered) {
        return engines.require(component.kind())
                .targetKind()
                .map(kind -> TargetChoice.choose(registered, kind, environment)
                        .orElseThrow(() -> noTarget(component, kind, environment))
                        .name())
                .orElse(EngineTarget.NONE.name());
    }

    private static PermanentFailure noTarget(ReleasedComponent component, String kind, String environment) {
        return new PermanentFailure(
                "component " + component.name() + " needs a target of kind " + kind + " for environment " + environment
                        + ", and none is registered",
                "A platform engineer registers one with PUT /api/v1/targets/{name}; then request the stack again.");
    }
}
