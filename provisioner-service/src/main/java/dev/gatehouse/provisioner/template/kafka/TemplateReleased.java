package dev.gatehouse.provisioner.template.kafka;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.gatehouse.provisioner.template.model.Release;
import dev.gatehouse.provisioner.template.model.Release.ReleasedComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code dev.gatehouse.request.TemplateReleased.v1}; everything else is ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TemplateReleased(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) String digest,

        @JsonProperty(required = true) @JsonSetter(contentNulls = Nulls.FAIL)
        List<Component> components,

        @JsonProperty(required = true) Map<String, @Nullable Object> outputs) {

    /** Jackson's {@code required} lets an explicit null pass. */
    TemplateReleased {
        Stream.of(name, version, digest, components, outputs)
                .forEach(field -> Objects.requireNonNull(field, "a required field is null"));
    }

    static final String TYPE = "dev.gatehouse.request.TemplateReleased.v1";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Component(
            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            String name,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            String kind,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            String owner,

            @JsonProperty(required = true) boolean reversible,
            @Nullable String drift,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            Map<String, @Nullable Object> with,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
            List<String> dependsOn) {}

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
