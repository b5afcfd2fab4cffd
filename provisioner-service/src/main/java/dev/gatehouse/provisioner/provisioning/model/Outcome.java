package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.Nullable;

/**
 * How an operation ended: the result of its workflow.
 *
 * @param state READY, DELETED, FAILED or SUPERSEDED
 * @param failure why it failed, if it did
 * @param restored of one that failed: whether the former generation is whole; null where there is none, where it is not
 *     said, and in histories that are older than this member
 */
public record Outcome(
        ProvisioningState state,
        @Nullable Failure failure,
        @Nullable Boolean restored) {

    public Outcome(ProvisioningState state, @Nullable Failure failure) {
        this(state, failure, null);
    }

    public static Outcome of(Provisioning finished) {
        return new Outcome(finished.state(), finished.failure());
    }

    /** The same of an operation whose way back has ended. */
    public Outcome restored(@Nullable Boolean whole) {
        return new Outcome(state, failure, state == ProvisioningState.FAILED ? whole : null);
    }
}
