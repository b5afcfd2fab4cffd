package dev.gatehouse.request.problem.model;

import java.util.OptionalInt;

/** A request that is refused for a reason its sender can act on. Expected, hence without a stack trace. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int RETRY_AFTER_SECONDS = 5;

    private final transient Problem problem;
    private final int retryAfterSeconds;

    public Refusal(Problem problem) {
        this(problem, RETRY_AFTER_SECONDS);
    }

    /** @param retryAfterSeconds when the sender may try again, where the problem is one that passes */
    public Refusal(Problem problem, int retryAfterSeconds) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** In how many seconds the same may be asked again; empty where time alone changes nothing. */
    public OptionalInt retryAfterSeconds() {
        return problem.passes() ? OptionalInt.of(retryAfterSeconds) : OptionalInt.empty();
    }

    public Problem problem() {
        return problem;
    }

    /** The refusal in one line, with its fields, for readers that are not HTTP clients. */
    public String inOneLine() {
        StringBuilder line = new StringBuilder(problem.slug()).append(": ").append(problem.detail());
        for (FieldError error : problem.errors()) {
            line.append("; ").append(error.pointer()).append(' ').append(error.detail());
        }
        return line.toString();
    }
}
