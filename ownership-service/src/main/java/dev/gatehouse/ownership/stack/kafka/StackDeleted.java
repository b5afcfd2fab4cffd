package dev.gatehouse.ownership.stack.kafka;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.UUID;

/** What ownership reads of the fact. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StackDeleted(UUID stackId, Operation operation, Instant deletedAt) {

    static final String TYPE = "dev.gatehouse.provisioner.StackDeleted.v1";

    StackDeleted {
        requireNonNull(stackId, "stackId is missing");
        requireNonNull(operation, "operation is missing");
        requireNonNull(deletedAt, "deletedAt is missing");
    }
}
