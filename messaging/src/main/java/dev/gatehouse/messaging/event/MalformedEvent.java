package dev.gatehouse.messaging.event;

/** The bytes of a record are no CloudEvent that a consumer can judge. The message says what is missing or wrong. */
public final class MalformedEvent extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedEvent(String reason) {
        super(reason);
    }

    public MalformedEvent(String reason, Throwable cause) {
        super(reason, cause);
    }
}
