package dev.gatehouse.request.stack.model;

/** The name that is reserved for a stack wherever names must be unique across teams. */
public final class Namespace {
    private static final int LONGEST_LABEL = 63;

    private Namespace() {}

    /**
     * {@code <team>-<name>} as an RFC 1123 label. Two stacks may come to the same label (a team's name may hold a
     * hyphen, long ones are cut): the store refuses the second.
     */
    public static String of(String team, String name) {
        String whole = team + "-" + name;
        String label = whole.length() > LONGEST_LABEL ? whole.substring(0, LONGEST_LABEL) : whole;
        return label.replaceAll("-+$", "");
    }
}
