package dev.gatehouse.request.stack.model;

/** The last thing that upgrade-service told about an operation. */
public enum Upgrade {
    NONE,
    RUNNING,
    WAITING_FOR_OWNER,
    DONE,
    RESTORED
}
