package dev.gatehouse.provisioner.provisioning;

import java.util.List;

/** Asks workflows to end. */
public interface WorkflowStops {

    /**
     * Asks the workflows of operations that have ended to stop what they are at, so that nobody waits longer for them than
     * must be. No more than a wish: one that does not run is passed over, and an engine ends at its next step.
     */
    void stop(List<String> workflowIds);
}
