package dev.gatehouse.provisioner.provisioning.model;

/**
 * The operation that holds a stack.
 *
 * @param number rises per stack; work with a lower number than the stack's highest is refused
 */
public record Operation(String id, int number, String kind) {
    private static final String DELETE = "delete";

    /** Whether nothing was made of the stack before. */
    public boolean first() {
        return number == 1;
    }

    /** Whether nothing shall be left of the stack. */
    public boolean deletes() {
        return kind.equals(DELETE);
    }
}
