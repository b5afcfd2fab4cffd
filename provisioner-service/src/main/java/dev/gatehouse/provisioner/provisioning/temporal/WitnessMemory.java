package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.WorkflowMemory;
import dev.gatehouse.provisioner.provisioning.WorkflowStarts;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.errordetails.v1.WorkflowExecutionAlreadyStartedFailure;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.StatusUtils;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Starts the witness whenever it is asked: a Temporal that has kept its workflows refuses a second one, and names the run
 * that it has. Another run than last time is of another witness, whoever started it, and whether or not that was answered.
 */
@ApplicationScoped
class WitnessMemory implements WorkflowMemory {
    private static final Logger LOG = Logger.getLogger(WitnessMemory.class);
    /** Whoever asks has other work: it does not wait for a server that is away, as the client's own calls would. */
    private static final long SECONDS_TO_ANSWER = 2;

    private final WorkflowServiceStubs temporal;
    private final StartWorkflowExecutionRequest witness;
    private String seen = "";

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
    public synchronized boolean kept() {
        Optional<String> run = run();
        boolean kept = run.map(seen::equals).orElse(true);
        seen = run.orElse(seen);
        return kept;
    }

    /** The witness's run; empty where Temporal does not say. */
    private Optional<String> run() {
        try {
            return Optional.of(temporal.blockingStub()
                    .withDeadlineAfter(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                    .startWorkflowExecution(witness.toBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .build())
                    .getRunId());
        } catch (StatusRuntimeException refused) {
            WorkflowExecutionAlreadyStartedFailure running =
                    StatusUtils.getFailure(refused, WorkflowExecutionAlreadyStartedFailure.class);
            if (running == null) {
                LOG.debugf("Temporal does not say what it has kept: %s", refused.getMessage());
            }
            return Optional.ofNullable(running).map(WorkflowExecutionAlreadyStartedFailure::getRunId);
        }
    }
}
