package dev.gatehouse.request.stack.http;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.StackStore.Position;
import dev.gatehouse.request.stack.model.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in the list of stacks, opaque to clients. */
final class Cursor {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Cursor() {}

    static String after(Stack stack) {
        String place = stack.origin().requestedAt() + "|" + stack.origin().id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable Position read(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int bar = place.indexOf('|');
            Instant time = Instant.parse(place.substring(0, bar));
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                throw new IllegalArgumentException("no time of a stack");
            }
            return new Position(time, UUID.fromString(place.substring(bar + 1)));
        } catch (IllegalArgumentException | DateTimeParseException | IndexOutOfBoundsException malformed) {
            throw new Refusal(Problem.of(
                    400, "invalid-cursor", "The cursor cannot be read", "Use the member next of a page as it is."));
        }
    }
}
