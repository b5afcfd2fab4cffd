package dev.gatehouse.benchmark;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be measured by itself: {@code --only provisioning}, or several, {@code --only startup,delivery}. */
enum Measurement {
    STARTUP,
    PROVISIONING,
    COMPONENTS,
    GROWTH,
    ACCEPTANCE,
    DELIVERY;

    private static final String ONLY = "--only";

    /** These two take as long as all others together, so they are taken where they are asked for. */
    private static final Set<Measurement> LONG = EnumSet.of(COMPONENTS, GROWTH);

    /** Everything but the long ones, unless the arguments name what is wanted. */
    static Set<Measurement> chosenBy(List<String> arguments) {
        int only = arguments.indexOf(ONLY);
        if (only < 0) {
            return EnumSet.complementOf(EnumSet.copyOf(LONG));
        }
        if (only + 1 == arguments.size()) {
            throw new IllegalArgumentException(ONLY + " what? One or more of " + known() + ", separated by commas");
        }
        Set<Measurement> chosen = EnumSet.noneOf(Measurement.class);
        for (String name : arguments.get(only + 1).split(",")) {
            chosen.add(named(name));
        }
        return chosen;
    }

    /** Whether it is taken only where it is named. */
    boolean isLong() {
        return LONG.contains(this);
    }

    private static Measurement named(String name) {
        return Arrays.stream(values())
                .filter(measurement -> measurement.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + name + ", only " + known()));
    }

    private static List<String> known() {
        return Arrays.stream(values()).map(Measurement::label).toList();
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
