package dev.gatehouse.request.problem.model;

/** A request that is refused for a reason its sender can act on. Expected, hence without a stack trace. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
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
