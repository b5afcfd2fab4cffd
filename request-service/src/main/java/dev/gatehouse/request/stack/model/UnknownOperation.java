package dev.gatehouse.request.stack.model;

/** A fact tells of an operation that the gate never gave out. */
public final class UnknownOperation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownOperation(String detail) {
        super(detail, null, false, false);
    }
}
