package dev.gatehouse.provisioner.drift.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field that is not as it was made, as it may be told: without control characters, of bounded length, and without
 * what could be a secret that somebody wrote by hand.
 *
 * @param field a JSON pointer, or a resource and its property
 * @param writer who wrote the live value last, as far as the target says; null where it does not
 */
public record FieldDifference(
        String field, String desired, String live, @Nullable String writer) {
    static final String WITHHELD = "(withheld)";
    private static final int LONGEST = 300;
    private static final Pattern SECRET =
            Pattern.compile("passw|passphrase|secret|token|credential|private.?key|api.?key|access.?key");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public FieldDifference {
        boolean withheld = mayBeSecret(field, desired) || mayBeSecret(field, live);
        field = told(field);
        desired = withheld ? WITHHELD : told(desired);
        live = withheld ? WITHHELD : told(live);
        writer = writer == null ? null : told(writer);
    }

    /** Only documents have fields that somebody can add; what engines compare by themselves holds no secret. */
    private static boolean mayBeSecret(String field, String value) {
        if (!field.startsWith("/")) {
            return false;
        }
        boolean tree = value.startsWith("{") || value.startsWith("[");
        String text = tree ? field + value : field;
        return SECRET.matcher(text.toLowerCase(Locale.ROOT)).find();
    }

    private static String told(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
        return CONTROL.matcher(cut).replaceAll(" ");
    }
}
