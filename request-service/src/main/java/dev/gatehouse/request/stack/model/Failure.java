package dev.gatehouse.request.stack.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the latest operation failed.
 *
 * @param component the component that failed; null where none did
 * @param remedy what to do about it
 * @param orphans what was left behind; none in rows that were written before there were any
 */
public record Failure(@Nullable String component, String reason, String remedy, List<Orphan> orphans) {

    @SuppressWarnings("NullAway") // a stored failure may lack the member
    public Failure {
        orphans = orphans == null ? List.of() : List.copyOf(orphans);
    }
}
