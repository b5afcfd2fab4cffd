package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.Nullable;

/**
 * How an operation ended: the result of its workflow.
 *
 * @param state READY, DELETED, FAILED or SUPERSEDED
 * @param failure why it failed, if it did
 */
public record Outcome(ProvisioningState state, @Nullable Failure failure) {

    public static Outcome of(Provisioning finished) {
        return new Outcome(finished.state(), finished.failure());
    }
}
