package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Admission;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Restoration;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The operation's own records: each activity is one transaction with its fact, and may run any number of times. */
@ActivityInterface
public interface OperationActivities {

    /** Whether the operation may be worked on as another service asks. */
    @ActivityMethod(name = "AdmitRelease")
    Admission admit(StackRelease asked);

    /** Plans the operation. Fails permanently if it cannot be planned; waits by failing while the release is unknown. */
    @ActivityMethod(name = "BeginOperation")
    Begun begin(Checkpoint operation);

    /** Ends the operation with success, or says how it had ended before. */
    @ActivityMethod(name = "CompleteOperation")
    Outcome complete(Checkpoint operation);

    /** Fails permanently if the operation could not end with success, were it to end now. */
    @ActivityMethod(name = "RehearseCompletion")
    void rehearse(Checkpoint operation);

    /** Says what leads back to the former generation, for an operation that is being undone. */
    @ActivityMethod(name = "BeginRestoration")
    Restoration restore(Checkpoint operation);

    /** Notes that the operation is going to be undone; from then on no engine makes anything for it. */
    @ActivityMethod(name = "BeginUndo")
    void undo(FailOperation request);

    /** Ends the operation without success, or says how it had ended before. */
    @ActivityMethod(name = "FailOperation")
    Outcome fail(FailOperation request);
}
