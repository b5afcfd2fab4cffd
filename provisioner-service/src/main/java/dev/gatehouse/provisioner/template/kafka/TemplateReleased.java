package dev.gatehouse.provisioner.template.kafka;

import dev.gatehouse.messaging.inbox.Required;
import dev.gatehouse.messaging.inbox.RequiredTree;
import dev.gatehouse.provisioner.template.model.Release;
import dev.gatehouse.provisioner.template.model.Release.ReleasedComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code dev.gatehouse.request.TemplateReleased.v1}; everything else is ignored. */
record TemplateReleased(
        @Required String name,
        @Required String version,
        @Required String digest,
        @Required List<Component> components,
        @RequiredTree Map<String, @Nullable Object> outputs) {

    static final String TYPE = "dev.gatehouse.request.TemplateReleased.v1";

    record Component(
            @Required String name,
            @Required String kind,
            @Required String owner,
            @Required boolean reversible,
            @Nullable String drift,
            @RequiredTree Map<String, @Nullable Object> with,
            @Required List<String> dependsOn) {}

    Release release() {
        List<ReleasedComponent> released = components.stream()
                .map(component -> new ReleasedComponent(
                        component.name(),
                        component.kind(),
                        component.owner(),
                        component.reversible(),
                        Objects.requireNonNullElse(component.drift(), "report"),
                        component.with(),
                        component.dependsOn()))
                .toList();
        return new Release(name, version, digest, released, outputs);
    }
}
