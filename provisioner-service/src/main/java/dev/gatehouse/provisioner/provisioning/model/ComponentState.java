package dev.gatehouse.provisioner.provisioning.model;

/** How far one component of an operation is. */
public enum ComponentState {
    PENDING,
    READY,
    FAILED,
    /** It exists no more. */
    DESTROYED
}
