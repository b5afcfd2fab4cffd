package dev.gatehouse.request.stack.model;

/** The last thing that the provisioner told about an operation. */
public enum Provisioning {
    NONE,
    STARTED,
    DONE,
    FAILED,
    /** It failed, and everything is again, or still, as it was before. */
    RESTORED
}
