package dev.gatehouse.ownership.team;

/** The team is not at the revision that the caller expected; nothing was changed. */
public final class StaleRevision extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String advice;

    public StaleRevision(String name, long expected, long actual) {
        this("Team %s is at revision %d, not %d. Read it again and repeat the change on what you then see."
                .formatted(name, actual, expected));
    }

    private StaleRevision(String advice) {
        super(advice);
        this.advice = advice;
    }

    /** For the caller: what is the matter and what to do. */
    public String advice() {
        return advice;
    }
}
