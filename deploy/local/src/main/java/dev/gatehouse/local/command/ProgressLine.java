package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a stack's operation is, in one line: on a terminal it is written over and over, elsewhere a new one is written
 * whenever the percentage has moved.
 */
final class ProgressLine {
    /** So that the longest line fits in 80 columns: a longer one is wrapped, and only its last row written over. */
    private static final int WIDTH = 16;

    private static final String CLEAR = "\r\u001b[2K";

    private final Caller caller;
    private final String path;
    private final int operation;
    private final boolean terminal;
    private final PrintStream out;
    private int shown = -1;

    /** @param operation the number of the one to show */
    ProgressLine(Caller caller, String stack, int operation, boolean terminal, PrintStream out) {
        this.caller = caller;
        this.path = "/api/v1/provisioning/stacks/" + stack + "/progress";
        this.operation = operation;
        this.terminal = terminal;
        this.out = out;
    }

    /** Asks and shows; until the provisioner knows how much there is to do there is nothing to show. */
    void show() {
        Answer answer = caller.get(path);
        if (answer.isSuccess() && isKnown(answer.body(), operation)) {
            show(
                    text(answer.body(), Clock.systemUTC()),
                    answer.body().path("percent").asInt());
        }
    }

    /** Makes room for other lines. */
    void clear() {
        if (terminal) {
            out.print(CLEAR);
            out.flush();
        }
    }

    /** Leaves the line as it was shown last. */
    void end() {
        if (terminal) {
            out.println();
        }
    }

    /** Whether all of the work was shown as done. */
    boolean complete() {
        return shown == 100;
    }

    private void show(String text, int percent) {
        if (terminal) {
            out.print(CLEAR + "    " + text);
            out.flush();
        } else if (percent != shown) {
            out.println("    " + text);
        }
        shown = percent;
    }

    /** Whether it is about the operation, and says how much there is to do. */
    static boolean isKnown(JsonNode progress, int operation) {
        return progress.at("/operation/number").asInt() == operation
                && progress.path("total").asInt() > 0;
    }

    static String text(JsonNode progress, Clock clock) {
        int percent = progress.path("percent").asInt();
        int filled = WIDTH * percent / 100;
        String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        return bar + String.format(" %3d %%  ", percent) + progress.path("done").asInt() + " of "
                + progress.path("total").asInt() + " components" + left(progress, clock);
    }

    private static String left(JsonNode progress, Clock clock) {
        String end = progress.path("expectedEnd").asText("");
        if (end.isEmpty()) {
            return "";
        }
        Duration left = Duration.between(clock.instant(), Instant.parse(end));
        String seconds = left.isNegative() ? "0" : String.valueOf((left.toMillis() + 999) / 1000);
        int runs = progress.path("learnedFrom").asInt();
        return ", about " + seconds + " s left (" + runs + (runs == 1 ? " run)" : " runs)");
    }
}
