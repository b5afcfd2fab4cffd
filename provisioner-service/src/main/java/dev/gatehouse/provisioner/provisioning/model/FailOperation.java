package dev.gatehouse.provisioner.provisioning.model;

import java.util.List;

/**
 * End this operation without success.
 *
 * @param left the components that it made, or may have, and could not undo
 */
public record FailOperation(Checkpoint operation, Failure failure, List<String> left) {

    @SuppressWarnings("NullAway") // a history may be older than the member
    public FailOperation {
        left = left == null ? List.of() : List.copyOf(left);
    }

    public FailOperation(Checkpoint operation, Failure failure) {
        this(operation, failure, List.of());
    }
}
