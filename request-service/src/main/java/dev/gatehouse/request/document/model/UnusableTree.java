package dev.gatehouse.request.document.model;

/** A tree that is well-formed and yet not taken. */
public final class UnusableTree extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    UnusableTree(String pointer, String detail) {
        super(detail, null, false, false);
        this.pointer = pointer;
    }

    /** Where it is, as a JSON pointer; cut where it would be very long. */
    public String pointer() {
        return pointer;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
