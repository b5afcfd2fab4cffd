package dev.gatehouse.request.template.model;

/** A text whose expressions cannot be told from the rest. The message says why. */
public final class MalformedExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedExpression(String detail) {
        super(detail, null, false, false);
    }
}
