package dev.gatehouse.request.template;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.request.template.model.DependencyGraph;
import dev.gatehouse.request.template.model.Release;
import dev.gatehouse.request.template.model.Template;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The fact that a template's release exists, whole: its topic is compacted, one record per {@code name@version}.
 * Consumers render from it and never ask back.
 */
public record TemplateReleased(
        String name,
        String version,
        String owner,
        String digest,
        String changelog,
        Map<String, Object> parameters,
        List<ReleasedComponent> components,
        Map<String, String> outputs,
        String releasedBy,
        Instant releasedAt) {

    private static final String TOPIC = "request.template.v1";
    private static final String TYPE = "dev.gatehouse.request.TemplateReleased.v1";

    /** A component and, inferred, what it depends on. */
    public record ReleasedComponent(
            String name,
            String kind,
            String owner,
            boolean reversible,
            String drift,
            Map<String, Object> with,
            List<String> dependsOn) {}

    public static TemplateReleased of(Release release) {
        Template template = release.template();
        return new TemplateReleased(
                template.name(),
                template.version(),
                template.owner(),
                release.digest(),
                template.changelog(),
                template.parameters(),
                components(template, release.graph()),
                template.outputs(),
                release.releasedBy(),
                release.releasedAt());
    }

    /** The fact for the outbox. */
    public OutgoingEvent event() {
        return OutgoingEvent.of(TOPIC, TYPE, name + "@" + version, this);
    }

    private static List<ReleasedComponent> components(Template template, DependencyGraph graph) {
        return template.components().stream()
                .map(component -> new ReleasedComponent(
                        component.name(),
                        component.kind().label(),
                        component.owner().label(),
                        component.reversible(),
                        component.drift().label(),
                        component.inputs(),
                        graph.dependenciesOf(component.name())))
                .toList();
    }
}
