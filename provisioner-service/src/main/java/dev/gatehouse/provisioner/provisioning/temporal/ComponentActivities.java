package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The engines. Payloads name a component; its inputs and outputs stay in PostgreSQL. */
@ActivityInterface
public interface ComponentActivities {

    /**
     * Plans what the attempt is going to do, once, before it touches anything. Fails permanently if that is not the plan
     * with which the operation was asked. Asks targets, and heartbeats likewise.
     */
    @ActivityMethod(name = "PlanComponents")
    void plan(Checkpoint attempt);

    /** Makes a component, or finds it made. Heartbeats every second for as long as the process lives. */
    @ActivityMethod(name = "ApplyComponent")
    void apply(ApplyComponent request);

    /** Makes a component again as the former generation describes it, or finds it so. Heartbeats likewise. */
    @ActivityMethod(name = "RestoreComponent")
    void restore(ApplyComponent request);
}
