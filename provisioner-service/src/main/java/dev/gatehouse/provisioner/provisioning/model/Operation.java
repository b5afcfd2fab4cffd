package dev.gatehouse.provisioner.provisioning.model;

/**
 * The operation that holds a stack.
 *
 * @param number rises per stack; work with a lower number than the stack's highest is refused
 */
public record Operation(String id, int number, String kind) {
    private static final String DELETE = "delete";
    private static final String CHANGE = "change";
    private static final String UPGRADE = "upgrade";

    /** Whether it goes on from what is there, and leaves alone what is as it shall be. */
    public boolean changes() {
        return kind.equals(CHANGE) || upgrades();
    }

    /** Whether another service says when what is done: its workflow is not this service's to start. */
    public boolean upgrades() {
        return kind.equals(UPGRADE);
    }

    /** Whether another operation of the stack came before. */
    public boolean later() {
        return number > 1;
    }

    /** Whether nothing shall be left of the stack. */
    public boolean deletes() {
        return kind.equals(DELETE);
    }
}
