package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts;

/** What is told of an operation, each step of an attempt once. */
final class Facts {
    private Facts() {}

    static OutgoingEvent of(Checkpoint operation, String step, String type, Object fact) {
        return new OutgoingEvent(
                EventIds.of(operation.operationId(), operation.attempt(), step),
                ProvisioningFacts.TOPIC,
                type,
                operation.stackId(),
                fact);
    }
}
