package dev.gatehouse.request.problem.http;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code limit} of lists. */
public final class PageSize {
    private PageSize() {}

    /** A number from 1 to the largest; more is cut. */
    public static int read(@Nullable String limit, int usual, int largest) {
        if (limit == null) {
            return usual;
        }
        try {
            return Math.max(1, Math.min(Integer.parseInt(limit), largest));
        } catch (NumberFormatException malformed) {
            throw new Refusal(Problem.of(
                    400,
                    "invalid-limit",
                    "The limit cannot be read",
                    "The query parameter limit is a number from 1 to " + largest + "."));
        }
    }
}
