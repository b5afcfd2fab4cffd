package dev.gatehouse.provisioner.provisioning.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * End this operation without success.
 *
 * @param left the components that it made, or may have, and could not undo
 * @param unrestored the first failure on the way back to the former generation; null where there was none, and in
 *     histories that are older than this member
 */
public record FailOperation(
        Checkpoint operation,
        Failure failure,
        List<String> left,
        @Nullable Failure unrestored) {

    @SuppressWarnings("NullAway") // a history may be older than the member
    public FailOperation {
        left = left == null ? List.of() : List.copyOf(left);
    }

    public FailOperation(Checkpoint operation, Failure failure) {
        this(operation, failure, List.of());
    }

    public FailOperation(Checkpoint operation, Failure failure, List<String> left) {
        this(operation, failure, left, null);
    }
}
