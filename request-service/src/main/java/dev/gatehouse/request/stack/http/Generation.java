package dev.gatehouse.request.stack.http;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.Stack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A stack's generation as the headers {@code ETag} and {@code If-Match} carry it. */
final class Generation {
    private static final Pattern TAG = Pattern.compile("\"(?<generation>[1-9][0-9]{0,8})\"");

    private Generation() {}

    static String tag(Stack stack) {
        return "\"" + stack.generation() + "\"";
    }

    /** Null where any generation will do. */
    static @Nullable Integer read(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw new Refusal(Problem.of(
                    400,
                    "invalid-if-match",
                    "The header If-Match cannot be read",
                    "Send the ETag of GET /api/v1/stacks/{id} as it is, or leave the header out."));
        }
        return Integer.valueOf(tag.group("generation"));
    }
}
