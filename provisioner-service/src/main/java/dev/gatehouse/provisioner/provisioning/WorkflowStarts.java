package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.WorkflowStart;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** Starts an operation's workflow through the outbox; starting what runs already changes nothing. */
@ApplicationScoped
public class WorkflowStarts {
    /** The task queue is named after the service whose workers serve it. */
    public static final String TASK_QUEUE = "provisioner-service";

    public static final String WORKFLOW_TYPE = "StackProvisioningWorkflow";
    private static final String DELETION_TYPE = "StackDeletionWorkflow";

    private final Outbox outbox;

    public WorkflowStarts(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Starts what carries the operation out; for an upgrade that is another service's to start. */
    public Uni<Void> start(Mutiny.Session session, Provisioning operation) {
        if (operation.order().operation().upgrades()) {
            return Uni.createFrom().voidItem();
        }
        Checkpoint checkpoint = operation.checkpoint();
        String type = operation.order().operation().deletes() ? DELETION_TYPE : WORKFLOW_TYPE;
        return outbox.start(session, new WorkflowStart(checkpoint.workflowId(), type, TASK_QUEUE, checkpoint));
    }
}
