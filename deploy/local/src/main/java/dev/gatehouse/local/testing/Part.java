package dev.gatehouse.local.testing;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a test may ask for. */
public enum Part {
    POSTGRESQL,
    KAFKA,
    TEMPORAL,
    OIDC;

    /** Reads {@code "postgresql,kafka"}. */
    static Set<Part> parse(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }
}
