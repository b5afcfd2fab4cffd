package dev.gatehouse.request.template.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to be done where a component is found to be other than it was made. */
public enum DriftPolicy {
    /** It is told, and that is all. */
    REPORT,
    /** It is applied again, through the gate. */
    REPAIR,
    /** It is told, and the stack's owner decides. */
    ASK;

    /** The text in templates. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy of a valid template; a component that says nothing is reported. */
    static DriftPolicy of(@Nullable Object label) {
        return label == null ? REPORT : valueOf(((String) label).toUpperCase(Locale.ROOT));
    }
}
