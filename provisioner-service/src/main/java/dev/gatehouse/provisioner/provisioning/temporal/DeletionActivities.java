package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** A deletion's own records: each activity is one transaction with its fact, and may run any number of times. */
@ActivityInterface
public interface DeletionActivities {

    /** Says what is to be removed, or how the deletion had ended before. */
    @ActivityMethod(name = "BeginDeletion")
    Begun begin(Checkpoint operation);

    /** Fails for as long as an engine is at work on the stack for what came before. */
    @ActivityMethod(name = "AwaitEarlierWork")
    void awaitEarlierWork(Checkpoint operation);

    /** Ends the deletion with success, or says how it had ended before. */
    @ActivityMethod(name = "CompleteDeletion")
    Outcome complete(Checkpoint operation);

    /** Ends the deletion without success, or says how it had ended before. */
    @ActivityMethod(name = "FailDeletion")
    Outcome fail(FailOperation request);
}
