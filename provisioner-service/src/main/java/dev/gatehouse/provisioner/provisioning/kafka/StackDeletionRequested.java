package dev.gatehouse.provisioner.provisioning.kafka;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.RequestedOperation;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.Template;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What this service reads of {@code dev.gatehouse.request.StackDeletionRequested.v1}; everything else is ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StackDeletionRequested(
        @JsonProperty(required = true) String stackId,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String team,
        @JsonProperty(required = true) String environment,
        @JsonProperty(required = true) String namespace,

        @JsonProperty(required = true) @JsonSetter(contentNulls = Nulls.FAIL)
        Map<String, String> labels,

        @JsonProperty(required = true) Template template,
        @JsonProperty(required = true) int generation,
        @JsonProperty(required = true) RequestedOperation operation) {

    static final String TYPE = "dev.gatehouse.request.StackDeletionRequested.v1";
    private static final String KIND = "delete";

    /** Jackson's {@code required} lets an explicit null pass. */
    StackDeletionRequested {
        Stream.of(stackId, name, team, environment, namespace, labels, template, operation)
                .forEach(field -> Objects.requireNonNull(field, "a required field is null"));
        if (!operation.kind().equals(KIND)) {
            throw new IllegalArgumentException("operation.kind is " + operation.kind() + " and not " + KIND);
        }
    }

    /** The order asks for nothing: a deletion finds what was made, whatever it was made of. */
    StackOrder order() {
        return new StackOrder(
                stackId,
                name,
                team,
                environment,
                namespace,
                labels,
                template.release(),
                Map.of(),
                Map.of(),
                generation,
                operation.operation());
    }
}
