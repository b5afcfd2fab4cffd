package dev.gatehouse.messaging.inbox;

/** Thrown (or failed with) by a handler: this event can never be applied. Its message is the dead letter's reason. */
public final class RejectedEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RejectedEvent(String reason) {
        super(reason);
    }
}
