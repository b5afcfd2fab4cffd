package dev.gatehouse.provisioner.provisioning.model;

/** How far one component of an operation is. */
public enum ComponentState {
    PENDING,
    READY,
    FAILED,
    /** Its removal has begun and was not noted as done: there may be parts of it. */
    REMOVING,
    /** It exists no more. */
    DESTROYED
}
