package dev.gatehouse.ownership.stack.kafka;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.UUID;

/** What ownership reads of the fact. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StackProvisioned(UUID stackId, Operation operation, Instant provisionedAt) {

    static final String TYPE = "dev.gatehouse.provisioner.StackProvisioned.v1";

    StackProvisioned {
        requireNonNull(stackId, "stackId is missing");
        requireNonNull(operation, "operation is missing");
        requireNonNull(provisionedAt, "provisionedAt is missing");
    }
}
