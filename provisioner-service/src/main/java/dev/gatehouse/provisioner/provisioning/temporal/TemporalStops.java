package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.WorkflowStops;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

@ApplicationScoped
class TemporalStops implements WorkflowStops {
    private static final Logger LOG = Logger.getLogger(TemporalStops.class);

    private final WorkflowClient client;

    TemporalStops(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public void stop(List<String> workflowIds) {
        for (String workflow : workflowIds) {
            try {
                client.newUntypedWorkflowStub(workflow).cancel();
            } catch (WorkflowException notRunning) {
                LOG.debugf("Workflow %s does not run: %s", workflow, notRunning.getMessage());
            }
        }
    }
}
