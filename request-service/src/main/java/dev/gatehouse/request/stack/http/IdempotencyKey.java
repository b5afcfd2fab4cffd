package dev.gatehouse.request.stack.http;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.Idempotency;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: a structured-field string, quoted as the draft says or bare as most send it. */
final class IdempotencyKey {
    private static final Pattern KEY = Pattern.compile("\"?([\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255})\"?");

    private IdempotencyKey() {}

    static @Nullable Idempotency read(@Nullable String header, String subject, Supplier<String> fingerprint) {
        if (header == null) {
            return null;
        }
        var key = KEY.matcher(header);
        if (!key.matches()) {
            throw new Refusal(Problem.of(
                    400,
                    "invalid-idempotency-key",
                    "The Idempotency-Key cannot be used",
                    "Send 1 to 255 visible ASCII characters, a UUID for example."));
        }
        return new Idempotency(subject, key.group(1), fingerprint.get());
    }
}
