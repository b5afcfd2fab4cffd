package dev.gatehouse.request.intake;

/** An event of the intake that is refused; the message is the dead letter's reason. */
public final class UntrustedOrder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UntrustedOrder(String reason) {
        super(reason, null, false, false);
    }
}
