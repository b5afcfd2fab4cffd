package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.EarlierRuns;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Provisions one stack. Id: {@code provision/<stackId>/<operationId>}, task queue {@code provisioner-service}. It ends
 * with an outcome, not with an exception: a stack that cannot be provisioned is a result. It may be started again at any
 * time, also after Temporal lost it; what is done is found done. Before its history becomes long it continues as new.
 */
@WorkflowInterface
public interface StackProvisioningWorkflow {

    /** @param earlier null, unless it is passed on by a run before this one */
    @WorkflowMethod
    Outcome provision(Checkpoint checkpoint, @Nullable EarlierRuns earlier);
}
