package dev.gatehouse.provisioner.drift.model;

import java.util.Arrays;
import java.util.Locale;

/** What the template says is to be done about a component's drift. */
public enum DriftPolicy {
    REPORT,
    REPAIR,
    ASK;

    /** As events and answers write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The same for a component that lost the data that it held: a repair would make an empty one of it, and whether that is
     * what its owner wants, only the owner knows.
     */
    public DriftPolicy withoutData() {
        return this == REPAIR ? ASK : this;
    }

    /** The policy of this label; one that is not known changes nothing, so it only reports. */
    public static DriftPolicy of(String label) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(label))
                .findFirst()
                .orElse(REPORT);
    }
}
