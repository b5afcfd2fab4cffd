package dev.gatehouse.provisioner.provisioning.kafka;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gatehouse.provisioner.provisioning.CancelOperation;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.RequestedOperation;
import java.util.Objects;
import java.util.stream.Stream;

/** What this service reads of {@code dev.gatehouse.request.OperationCancelRequested.v1}; everything else is ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record OperationCancelRequested(
        @JsonProperty(required = true) String stackId,
        @JsonProperty(required = true) RequestedOperation operation,
        @JsonProperty(required = true) String requestedBy) {

    static final String TYPE = "dev.gatehouse.request.OperationCancelRequested.v1";

    /** Jackson's {@code required} lets an explicit null pass. */
    OperationCancelRequested {
        Stream.of(stackId, operation, requestedBy)
                .forEach(field -> Objects.requireNonNull(field, "a required field is null"));
    }

    CancelOperation command() {
        return new CancelOperation(stackId, operation.id(), requestedBy);
    }
}
