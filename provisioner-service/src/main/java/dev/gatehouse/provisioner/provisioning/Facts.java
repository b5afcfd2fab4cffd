package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ComponentKind;
import java.util.List;

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

    static List<ComponentKind> kinds(List<Component> components) {
        return components.stream()
                .map(component -> new ComponentKind(component.name(), component.kind()))
                .toList();
    }
}
