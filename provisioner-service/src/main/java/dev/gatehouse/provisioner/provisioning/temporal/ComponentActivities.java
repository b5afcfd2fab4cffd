package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The engines. Payloads name a component; its inputs and outputs stay in PostgreSQL. */
@ActivityInterface
public interface ComponentActivities {

    /** Makes a component, or finds it made. Heartbeats every second for as long as the process lives. */
    @ActivityMethod(name = "ApplyComponent")
    void apply(ApplyComponent request);

    /** Makes a component again as the former generation describes it, or finds it so. Heartbeats likewise. */
    @ActivityMethod(name = "RestoreComponent")
    void restore(ApplyComponent request);
}
