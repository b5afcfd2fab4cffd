package dev.gatehouse.provisioner.target.model;

import dev.gatehouse.provisioner.target.model.TargetRules.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What any target's address may hold, whatever its kind: a few short values that every table, event and log can carry.
 */
final class AddressText {
    private static final int MOST_FIELDS = 20;
    private static final int LONGEST = 1_000;
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][-A-Za-z0-9_]{0,62}");
    /** One line; half a surrogate pair is no character, so nothing can be encoded from it. */
    private static final Pattern LINE = Pattern.compile("[\\P{Cntrl}&&\\P{Cs}]*");

    private AddressText() {}

    static List<Violation> check(Map<String, @Nullable Object> address) {
        if (address.size() > MOST_FIELDS) {
            return List.of(new Violation("/address", "may have " + MOST_FIELDS + " fields"));
        }
        List<Violation> violations = new ArrayList<>();
        address.forEach((field, value) -> {
            if (!FIELD.matcher(field).matches()) {
                violations.add(new Violation("/address", "has a field that is called neither in letters nor digits"));
            } else if (!isPlain(value)) {
                violations.add(new Violation(
                        "/address/" + field, "must be a line of at most " + LONGEST + " characters, or a number"));
            }
        });
        return violations;
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof String text
                ? text.length() <= LONGEST && LINE.matcher(text).matches()
                : value instanceof Integer || value instanceof Long || value instanceof Boolean;
    }
}
