package dev.gatehouse.messaging.relay;

/** The two relays of a service. They share nothing, so that Temporal's absence never holds up a fact. */
public enum RelayKind {
    EVENTS("events", "kind <> 'workflow-start'", 0x4748_0001),
    STARTS("starts", "kind = 'workflow-start'", 0x4748_0002);

    private final String label;
    private final String condition;
    private final int lockClass;

    RelayKind(String label, String condition, int lockClass) {
        this.label = label;
        this.condition = condition;
        this.lockClass = lockClass;
    }

    String label() {
        return label;
    }

    /** The rows it delivers, as SQL that matches the predicate of a partial index. */
    String condition() {
        return condition;
    }

    /** The first key of its advisory locks. */
    int lockClass() {
        return lockClass;
    }
}
