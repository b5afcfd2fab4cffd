package dev.gatehouse.provisioner.provisioning.model;

/** How far an operation is. */
public enum ProvisioningState {
    ACCEPTED,
    RUNNING,
    /** It has failed for good, and what it made is being removed. */
    UNDOING,
    READY,
    FAILED,
    /** Nothing of the stack exists any more. */
    DELETED,
    /** A later operation of the same stack took its place before it ended. */
    SUPERSEDED;

    public boolean finished() {
        return this != ACCEPTED && this != RUNNING && this != UNDOING;
    }
}
