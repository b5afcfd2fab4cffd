package dev.gatehouse.ownership.team.http;

import dev.gatehouse.ownership.problem.Problem;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A team's revision as an entity tag (RFC 9110, 8.8.3). */
final class Revision {
    private Revision() {}

    static String tag(long revision) {
        return Long.toString(revision);
    }

    /** What {@code If-Match} asks for: {@code "3"} is a revision; no header means any. */
    static OptionalLong expected(@Nullable String header) {
        if (header == null) {
            return OptionalLong.empty();
        }
        if (!header.matches("\"[0-9]{1,18}\"")) {
            throw Problem.of(
                            400,
                            "invalid-header",
                            "If-Match is not valid",
                            "Send the ETag of the team as you read it, for example \"3\".")
                    .exception();
        }
        return OptionalLong.of(Long.parseLong(header.substring(1, header.length() - 1)));
    }
}
