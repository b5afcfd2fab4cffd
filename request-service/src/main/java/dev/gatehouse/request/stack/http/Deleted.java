package dev.gatehouse.request.stack.http;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code deleted} of the list of stacks. */
final class Deleted {
    private Deleted() {}

    /** Whether stacks that are gone are wanted too. */
    static boolean read(@Nullable String deleted) {
        if (deleted == null || deleted.equals("false")) {
            return false;
        }
        if (deleted.equals("true")) {
            return true;
        }
        throw new Refusal(Problem.of(
                400, "invalid-deleted", "The query cannot be read", "The query parameter deleted is true or false."));
    }
}
