package dev.gatehouse.provisioner.drift.model;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a sweep of a target reports.
 *
 * @param reported what was not reported before
 * @param unnoted how many more there are than are noted of a target
 */
public record OrphanReport(String target, List<Orphan> reported, long unnoted) {
    private static final int NAMED = 5;
    private static final int LONGEST = 200;

    /** What would start a line of its own in a log, or hide a part of one. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    public boolean isEmpty() {
        return reported.isEmpty() && unnoted == 0;
    }

    /** In one line, however many they are and whatever they are called. */
    public String inWords() {
        String named = reported.stream()
                .limit(NAMED)
                .map(orphan -> printable("%s %s (stack %s)".formatted(orphan.type(), orphan.id(), orphan.stackId())))
                .collect(Collectors.joining(", "));
        String found = reported.isEmpty() ? "" : ": " + named;
        String more = reported.size() <= NAMED ? "" : " and %d more".formatted(reported.size() - NAMED);
        String left = unnoted == 0 ? "" : "; and more than can be noted: %d are left out".formatted(unnoted);
        return "%d things on target %s newly name a stack that is unknown or deleted%s%s%s"
                .formatted(reported.size(), target, found, more, left);
    }

    /** A text of somebody's, fit for a log. */
    public static String printable(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
