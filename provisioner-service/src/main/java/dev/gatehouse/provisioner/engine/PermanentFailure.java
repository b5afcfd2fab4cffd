package dev.gatehouse.provisioner.engine;

/** A failure that another run would meet again until somebody changes something. Holds no secret. */
public final class PermanentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param reason what went wrong, for the owner of the stack
     * @param remedy what somebody can do about it
     */
    public PermanentFailure(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public String remedy() {
        return remedy;
    }
}
