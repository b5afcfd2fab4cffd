package dev.gatehouse.upgrade.stack.kafka;

import dev.gatehouse.messaging.inbox.Required;
import java.time.Instant;
import java.util.UUID;

/** What upgrade-service reads of the fact. */
record StackProvisioned(
        @Required UUID stackId,
        @Required Operation operation,
        @Required Instant provisionedAt) {

    static final String TYPE = "dev.gatehouse.provisioner.StackProvisioned.v1";
}
