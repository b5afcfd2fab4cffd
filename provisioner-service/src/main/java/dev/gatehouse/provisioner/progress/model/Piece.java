package dev.gatehouse.provisioner.progress.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component as a piece of an operation's work.
 *
 * @param after the pieces that must be done before it can begin
 * @param doneAt when it was done; null while it is not
 */
public record Piece(
        String name, List<String> after, @Nullable Instant doneAt) {

    public Piece {
        after = List.copyOf(after);
    }

    public boolean done() {
        return doneAt != null;
    }
}
