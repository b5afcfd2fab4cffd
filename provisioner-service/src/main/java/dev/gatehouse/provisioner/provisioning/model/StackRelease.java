package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.Nullable;

/**
 * What another service wants of an upgrade: the input of {@code StackReleaseWorkflow}.
 *
 * @param attempt counts from 1; each may apply and then revert
 * @param direction {@code apply} or {@code revert}
 * @param component the only one that is meant; null where all are, and the operation ends
 * @param failure why all is reverted; null where it is not said
 */
public record StackRelease(
        String stackId,
        String operationId,
        int attempt,
        String direction,
        @Nullable String component,
        @Nullable Failure failure) {
    private static final String APPLY = "apply";
    private static final String REVERT = "revert";
    private static final Failure TAKEN_BACK =
            new Failure(null, "the upgrade was taken back", "Its findings say why; start it again when they are gone.");

    public Checkpoint checkpoint() {
        return new Checkpoint(stackId, operationId, attempt);
    }

    public boolean applies() {
        return APPLY.equals(direction);
    }

    /** Whether it can be understood at all. */
    public boolean sound() {
        return (applies() || REVERT.equals(direction)) && attempt > 0;
    }

    public Failure cause() {
        return failure == null ? TAKEN_BACK : failure;
    }
}
