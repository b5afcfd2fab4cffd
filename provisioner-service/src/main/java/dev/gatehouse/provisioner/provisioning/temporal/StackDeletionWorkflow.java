package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Deletes one stack. Id: {@code provision/<stackId>/<operationId>}, task queue {@code provisioner-service}. It ends with an
 * outcome, not with an exception, and may be started again at any time, also after Temporal lost it; what is gone is
 * found gone. Before its history becomes long it continues as new.
 */
@WorkflowInterface
public interface StackDeletionWorkflow {

    @WorkflowMethod
    Outcome delete(Checkpoint checkpoint);
}
