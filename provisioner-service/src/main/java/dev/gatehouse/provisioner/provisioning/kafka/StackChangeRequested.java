package dev.gatehouse.provisioner.provisioning.kafka;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.RequestedOperation;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.Template;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code dev.gatehouse.request.StackChangeRequested.v1}; everything else is ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StackChangeRequested(
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
        @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<String> repair,
        @JsonProperty(required = true) int generation,
        @JsonProperty(required = true) RequestedOperation operation,
        @Nullable String plan) {

    static final String TYPE = "dev.gatehouse.request.StackChangeRequested.v1";
    private static final String KIND = "change";

    /** Jackson's {@code required} lets an explicit null pass. */
    StackChangeRequested {
        Stream.of(stackId, name, team, environment, namespace, labels, template, parameters, defaults, operation)
                .forEach(field -> Objects.requireNonNull(field, "a required field is null"));
        if (!operation.kind().equals(KIND)) {
            throw new IllegalArgumentException("operation.kind is " + operation.kind() + " and not " + KIND);
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
                operation.operation(),
                repair == null ? List.of() : repair,
                generation,
                List.of(),
                plan);
    }
}
