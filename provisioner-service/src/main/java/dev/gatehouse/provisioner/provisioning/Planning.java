package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.target.model.TargetChoice;
import dev.gatehouse.provisioner.template.model.Release;
import dev.gatehouse.provisioner.template.model.Release.ReleasedComponent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
     * The same as {@link #place(Release, ComponentGraph, String, Collection)} for a stack of which components stand: each
     * stays where it is, for moving it would lose what it holds.
     *
     * @throws PermanentFailure also if a component that stands shall be of another kind
     */
    public List<Component> place(
            Release release,
            ComponentGraph graph,
            String environment,
            Collection<Target> registered,
            Collection<Component> standing) {
        Map<String, Component> there = standing.stream()
                .filter(component -> component.state() != ComponentState.DESTROYED)
                .collect(Collectors.toMap(Component::name, component -> component));
        return graph.ordered().stream()
                .map(node -> release.component(node.name()))
                .map(component -> place(component, environment, registered, there.get(component.name())))
                .toList();
    }

    private Component place(
            ReleasedComponent released,
            String environment,
            Collection<Target> registered,
            @Nullable Component standing) {
        if (standing != null && !standing.kind().equals(released.kind())) {
            throw new PermanentFailure(
                    "component " + released.name() + " is of kind " + standing.kind() + " and shall become "
                            + released.kind() + ": a component keeps its kind",
                    "The template's owner releases it under another name.");
        }
        String target = standing == null ? targetOf(released, environment, registered) : standing.target();
        return Component.pending(released.name(), released.kind(), released.owner(), target, released.dependsOn());
    }

    /**
     * The components in their order, each with its target.
     *
     * @throws PermanentFailure if a component's kind has no engine, or its environment no target
     */
    public List<Component> place(
            Release release, ComponentGraph graph, String environment, Collection<Target> registered) {
        return place(release, graph, environment, registered, List.of());
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
