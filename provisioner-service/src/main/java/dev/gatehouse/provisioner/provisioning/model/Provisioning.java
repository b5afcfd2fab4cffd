package dev.gatehouse.provisioner.provisioning.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation and how far it is.
 *
 * @param attempt counts from 1; facts and steps of different attempts are different
 * @param outputs the stack's outputs, once ready
 * @param failure why it failed, if it did
 */
public record Provisioning(
        StackOrder order,
        int attempt,
        ProvisioningState state,
        Map<String, @Nullable Object> outputs,
        @Nullable Failure failure,
        Instant acceptedAt,
        @Nullable Instant finishedAt) {

    public Checkpoint checkpoint() {
        return new Checkpoint(order.stackId(), order.operation().id(), attempt);
    }
}
