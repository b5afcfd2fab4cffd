package dev.gatehouse.provisioner.difference.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field that is not as it was made, or would be another one, as it may be told: without control characters, of bounded
 * length, and without what could be a secret that somebody wrote by hand. It goes into facts that are kept for ever.
 *
 * @param field a JSON pointer, or a resource and its property
 * @param writer who wrote the live value last, as far as the target says; null where it does not
 */
public record FieldDifference(
        String field, String desired, String live, @Nullable String writer) {
    public static final String WITHHELD = "(withheld)";
    /** What an engine says of a value that is not there. */
    private static final String ABSENT = "absent";

    private static final int LONGEST = 300;
    private static final Pattern SECRET =
            Pattern.compile("passw|passphrase|pwd|secret|token|credential|bearer|authorization"
                    + "|private.?key|api.?key|access.?key|connection.?string|dsn|-----begin");
    private static final Pattern USER_IN_URL = Pattern.compile("://[^/\\s]*@");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public FieldDifference {
        boolean withheld = mayBeSecret(field, desired) || mayBeSecret(field, live) || isAddedByHand(field, desired);
        field = told(field);
        desired = withheld && !desired.equals(ABSENT) ? WITHHELD : told(desired);
        live = withheld && !live.equals(ABSENT) ? WITHHELD : told(live);
        writer = writer == null ? null : told(writer);
    }

    public FieldDifference(String field, String desired, String live) {
        this(field, desired, live, null);
    }

    public FieldDifference by(@Nullable String name) {
        return new FieldDifference(field, desired, live, name);
    }

    /** Documents hold what people write into them; what engines compare by themselves holds no secret. */
    private static boolean mayBeSecret(String field, String value) {
        if (!isOfDocument(field)) {
            return false;
        }
        boolean document = value.startsWith("{") || value.startsWith("[") || value.contains("\n");
        return document
                || SECRET.matcher((field + " " + value).toLowerCase(Locale.ROOT))
                        .find()
                || USER_IN_URL.matcher(value).find();
    }

    /** Of a field that we never wrote nothing is known but that it is there: its value may be anything. */
    private static boolean isAddedByHand(String field, String desired) {
        return isOfDocument(field) && desired.equals(ABSENT);
    }

    private static boolean isOfDocument(String field) {
        return field.startsWith("/");
    }

    private static String told(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
        return CONTROL.matcher(cut).replaceAll(" ");
    }
}
