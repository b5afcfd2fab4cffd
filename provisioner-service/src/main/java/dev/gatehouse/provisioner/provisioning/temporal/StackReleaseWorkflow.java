package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.EarlierRuns;
import dev.gatehouse.provisioner.provisioning.model.ReleaseOutcome;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Brings a stack, or one component of it, to the release of an upgrade or back: for upgrade-service, which starts it on
 * task queue {@code provisioner-service} under {@code upgrade/<upgradeId>/<attempt>/<apply|revert>[/<component>]}. It ends
 * with an outcome, not with an exception, and may be started again at any time; what is done is found done. Before its
 * history becomes long it continues as new, which its parent does not see.
 */
@WorkflowInterface
public interface StackReleaseWorkflow {

    /** @param earlier null, unless it is passed on by a run before this one */
    @WorkflowMethod
    ReleaseOutcome release(StackRelease asked, @Nullable EarlierRuns earlier);
}
