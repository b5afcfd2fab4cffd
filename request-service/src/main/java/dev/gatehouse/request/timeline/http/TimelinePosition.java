package dev.gatehouse.request.timeline.http;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import org.jspecify.annotations.Nullable;

/** A position as clients send it: a page's cursor, or the id of the last event of a stream. */
final class TimelinePosition {
    private TimelinePosition() {}

    static long read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException malformed) {
            throw new Refusal(Problem.of(
                    400,
                    "invalid-cursor",
                    "The cursor cannot be read",
                    "Use the member next of a page, or the id of the last event, as it is."));
        }
    }
}
