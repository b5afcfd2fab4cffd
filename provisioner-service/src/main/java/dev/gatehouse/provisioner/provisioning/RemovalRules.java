package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Standing;
import dev.gatehouse.provisioner.provisioning.Refusals.Refusal;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import jakarta.enterprise.context.ApplicationScoped;

/** What an operation may remove. One that is undone removes what it has made, and never what it goes back to. */
@ApplicationScoped
class RemovalRules {
    private final PlannedStacks stacks;

    RemovalRules(PlannedStacks stacks) {
        this.stacks = stacks;
    }

    /**
     * Asked also between two steps: the way back may have begun meanwhile, and makes again what was to be removed.
     *
     * @throws PermanentFailure if the operation has ended or begun a later attempt, it is a deletion that was cancelled, or
     *     it is undone and the former generation has the component
     */
    void check(Checkpoint checkpoint, Provisioning operation, String name) {
        Refusals.check(Refusals::ended, checkpoint, operation);
        Deletions.refuseIfCancelled(operation);
        boolean undone = operation.state() == ProvisioningState.UNDOING;
        if (undone && !isDoneAnyway(checkpoint, operation, name)) {
            throw new PermanentFailure(
                    "operation " + checkpoint.operationId() + " is being undone, and component " + name
                            + " is part of what it goes back to",
                    "Nothing to do: the failure counts.");
        }
    }

    /** Whether the component is to go also where the operation is undone: nothing makes it again then. */
    boolean isDoneAnyway(Checkpoint checkpoint, Provisioning operation, String name) {
        return operation.order().operation().deletes()
                || stacks.former(checkpoint)
                        .filter(former -> former.release().find(name).isPresent())
                        .isEmpty();
    }

    /** What is undone removes only what its operation has begun to make. */
    static boolean isItsToRemove(Provisioning operation, Standing standing) {
        return operation.state() != ProvisioningState.UNDOING
                || operation.order().operation().id().equals(standing.operationId());
    }

    /** A deletion that is undone was cancelled; another operation removes what it made when it is undone. */
    static Refusal unwanted(Provisioning operation) {
        return operation.order().operation().deletes() ? Refusals::over : Refusals::ended;
    }
}
