package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Provisions one stack. Id: {@code provision/<stackId>/<operationId>}, task queue {@code provisioner-service}. It ends
 * with an outcome, not with an exception: a stack that cannot be provisioned is a result. It may be started again at any
 * time, also after Temporal lost it; what is done is found done.
 */
@WorkflowInterface
public interface StackProvisioningWorkflow {

    @WorkflowMethod
    Outcome provision(Checkpoint checkpoint);
}
