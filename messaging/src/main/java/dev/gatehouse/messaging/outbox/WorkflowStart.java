package dev.gatehouse.messaging.outbox;

/**
 * A workflow to be started.
 *
 * @param workflowId deterministic, for example {@code provision/<stackId>/<operationId>}
 * @param workflowType the workflow's type name, for example {@code StackProvisioningWorkflow}
 * @param taskQueue the name of the service whose workers run it
 * @param input the checkpoint record, the workflow's only argument; written as JSON
 */
public record WorkflowStart(String workflowId, String workflowType, String taskQueue, Object input) {}
