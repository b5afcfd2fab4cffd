package dev.gatehouse.request.problem.http;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Names in paths. */
public final class PathName {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][-+.0-9A-Za-z]{0,63}");

    private PathName() {}

    /** Whether something may have these names; if not, there is no need to look for it. */
    public static boolean isUsable(String... names) {
        return Arrays.stream(names).allMatch(name -> NAME.matcher(name).matches());
    }
}
