package dev.gatehouse.provisioner.provisioning.kafka;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code dev.gatehouse.request.StackRequested.v1}; everything else is ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StackRequested(
        @JsonProperty(required = true) String stackId,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String team,
        @JsonProperty(required = true) String environment,
        @JsonProperty(required = true) String namespace,

        @JsonProperty(required = true) @JsonSetter(contentNulls = Nulls.FAIL)
        Map<String, String> labels,

        @JsonProperty(required = true) Template template,
        @JsonProperty(required = true) Map<String, @Nullable Object> parameters,
        @JsonProperty(required = true) Map<String, @Nullable Object> defaults,
        @JsonProperty(required = true) int generation,
        @JsonProperty(required = true) RequestedOperation operation,
        List<String> adopt,
        @Nullable String plan) {

    /** Jackson's {@code required} lets an explicit null pass. */
    @SuppressWarnings("NullAway") // who names nothing to adopt leaves the member out
    StackRequested {
        Stream.of(stackId, name, team, environment, namespace, labels, template, parameters, defaults, operation)
                .forEach(field -> Objects.requireNonNull(field, "a required field is null"));
        adopt = adopt == null ? List.of() : List.copyOf(adopt);
    }

    static final String TYPE = "dev.gatehouse.request.StackRequested.v1";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Template(
            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            String name,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            String version) {

        TemplateVersion release() {
            return new TemplateVersion(name, version);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record RequestedOperation(
            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            String id,

            @JsonProperty(required = true) int number,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            String kind) {

        Operation operation() {
            return new Operation(id, number, kind);
        }
    }

    StackOrder order() {
        return new StackOrder(
                        stackId,
                        name,
                        team,
                        environment,
                        namespace,
                        labels,
                        template.release(),
                        parameters,
                        defaults,
                        generation,
                        operation.operation())
                .adopting(adopt)
                .planned(plan);
    }
}
