package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.WorkflowMemory;
import dev.gatehouse.provisioner.provisioning.WorkflowStarts;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Starts the witness whenever it is asked: a Temporal that has kept its workflows refuses a second one. */
@ApplicationScoped
class WitnessMemory implements WorkflowMemory {
    private static final Logger LOG = Logger.getLogger(WitnessMemory.class);
    /** Whoever asks has other work: it does not wait for a server that is away, as the client's own calls would. */
    private static final long SECONDS_TO_ANSWER = 2;

    private final WorkflowServiceStubs temporal;
    private final StartWorkflowExecutionRequest witness;

    @Inject
    WitnessMemory(WorkflowServiceStubs temporal, WorkflowClient client) {
        this(temporal, client, WorkflowStarts.TASK_QUEUE + "/witness");
    }

    WitnessMemory(WorkflowServiceStubs temporal, WorkflowClient client, String workflowId) {
        this.temporal = temporal;
        this.witness = StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setIdentity(client.getOptions().getIdentity())
                .setWorkflowId(workflowId)
                .setWorkflowType(WorkflowType.newBuilder().setName(WitnessWorkflow.class.getSimpleName()))
                .setTaskQueue(TaskQueue.newBuilder().setName(WorkflowStarts.TASK_QUEUE))
                .build();
    }

    @Override
    public boolean kept() {
        try {
            temporal.blockingStub()
                    .withDeadlineAfter(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                    .startWorkflowExecution(witness.toBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .build());
            return false;
        } catch (StatusRuntimeException answer) {
            if (answer.getStatus().getCode() != Code.ALREADY_EXISTS) {
                LOG.debugf("Temporal does not say what it has kept: %s", answer.getMessage());
            }
            return true;
        }
    }
}
