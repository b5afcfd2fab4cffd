package dev.gatehouse.request.template.model;

import java.util.Locale;

/** Who answers for a component once it stands. */
public enum ComponentOwner {
    PLATFORM,
    DEVELOPER;

    public static ComponentOwner of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** As templates and events write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
