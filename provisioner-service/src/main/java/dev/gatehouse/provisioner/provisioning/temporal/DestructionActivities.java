package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.DestroyComponent;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The engines, at their other work. Payloads name a component; its inputs stay in PostgreSQL. */
@ActivityInterface
public interface DestructionActivities {

    /** Removes a component, or finds it gone. Heartbeats every second for as long as the process lives. */
    @ActivityMethod(name = "DestroyComponent")
    void destroy(DestroyComponent request);
}
