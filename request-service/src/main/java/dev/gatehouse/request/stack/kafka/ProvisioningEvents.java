package dev.gatehouse.request.stack.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.request.stack.kafka.ProvisioningData.ComponentDestroyed;
import dev.gatehouse.request.stack.kafka.ProvisioningData.ComponentProvisioned;
import dev.gatehouse.request.stack.kafka.ProvisioningData.OfOperation;
import dev.gatehouse.request.stack.kafka.ProvisioningData.OperationFailed;
import dev.gatehouse.request.stack.kafka.ProvisioningData.StackProvisioned;
import dev.gatehouse.request.stack.model.ProvisioningFact;
import dev.gatehouse.request.stack.model.ProvisioningFact.Deleted;
import dev.gatehouse.request.stack.model.ProvisioningFact.OperationReference;
import dev.gatehouse.request.stack.model.ProvisioningFact.Started;
import java.util.Optional;

/** The provisioner's events about operations, read tolerantly: only what the gate needs of them. */
final class ProvisioningEvents {
    private static final String PREFIX = "dev.gatehouse.provisioner.";

    private ProvisioningEvents() {}

    /** What an event means for its stack; empty for events that only belong on the timeline. */
    static Optional<ProvisioningFact> read(Event event) {
        return switch (event.type()) {
            case PREFIX + "ProvisioningStarted.v1" -> Optional.of(new Started(operation(event)));
            case PREFIX + "ComponentProvisioned.v1" ->
                Optional.of(EventData.read(event, ComponentProvisioned.class).fact());
            case PREFIX + "StackProvisioned.v1" ->
                Optional.of(EventData.read(event, StackProvisioned.class).fact());
            case PREFIX + "ProvisioningFailed.v1", PREFIX + "DeletionFailed.v1" ->
                Optional.of(EventData.read(event, OperationFailed.class).fact());
            case PREFIX + "ComponentDestroyed.v1" ->
                Optional.of(EventData.read(event, ComponentDestroyed.class).fact());
            case PREFIX + "StackDeleted.v1" -> Optional.of(new Deleted(operation(event)));
            default -> Optional.empty();
        };
    }

    private static OperationReference operation(Event event) {
        return EventData.read(event, OfOperation.class).operation().reference();
    }
}
