package dev.gatehouse.provisioner.provisioning.kafka;

import dev.gatehouse.messaging.inbox.Required;
import dev.gatehouse.provisioner.provisioning.CancelOperation;
import dev.gatehouse.provisioner.provisioning.kafka.StackRequested.RequestedOperation;

/** What this service reads of {@code dev.gatehouse.request.OperationCancelRequested.v1}; everything else is ignored. */
record OperationCancelRequested(
        @Required String stackId,
        @Required RequestedOperation operation,
        @Required String requestedBy) {

    static final String TYPE = "dev.gatehouse.request.OperationCancelRequested.v1";

    CancelOperation command() {
        return new CancelOperation(stackId, operation.id(), requestedBy);
    }
}
