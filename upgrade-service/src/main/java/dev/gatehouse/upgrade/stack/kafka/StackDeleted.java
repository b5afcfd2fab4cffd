package dev.gatehouse.upgrade.stack.kafka;

import dev.gatehouse.messaging.inbox.Required;
import java.time.Instant;
import java.util.UUID;

/** What upgrade-service reads of the fact. */
record StackDeleted(
        @Required UUID stackId,
        @Required Operation operation,
        @Required Instant deletedAt) {

    static final String TYPE = "dev.gatehouse.provisioner.StackDeleted.v1";
}
