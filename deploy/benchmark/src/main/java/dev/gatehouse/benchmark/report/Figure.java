package dev.gatehouse.benchmark.report;

/**
 * One line of the results.
 *
 * @param what what was measured
 * @param ours the platform's figure, with its unit
 * @param beside what it is compared with and that one's figure, or a dash
 * @param verdict the figure the mark is about
 * @param mark what is asked of the verdict, or a dash where it is for information
 * @param met whether the mark is reached; true where there is none
 */
public record Figure(String what, String ours, String beside, String verdict, String mark, boolean met) {

    private static final String NONE = "–";

    /** A ratio that must be at least the mark. */
    public static Figure ratio(String what, String ours, String beside, double ratio, double atLeast) {
        return new Figure(
                what, ours, beside, "%.2f".formatted(ratio), "at least %.1f".formatted(atLeast), ratio >= atLeast);
    }

    /** A figure that must be at most the mark, in the same unit. */
    public static Figure limit(String what, String beside, double figure, double atMost, String unit) {
        String value = "%.1f %s".formatted(figure, unit);
        return new Figure(what, value, beside, value, "at most " + plain(atMost) + " " + unit, figure <= atMost);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? "%.0f".formatted(number) : "%.1f".formatted(number);
    }

    /** For information. */
    public static Figure note(String what, String ours, String beside) {
        return new Figure(what, ours, beside, NONE, NONE, true);
    }
}
