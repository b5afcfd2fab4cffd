package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.Patience;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import java.time.Duration;
import java.util.List;

/** Watches a stack's operations to their end, and shows the timeline as it grows and how far it all is. */
final class StackWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Caller caller;
    private final String stack;
    private final Timeline timeline;

    StackWatch(Caller caller, String stack) {
        this.caller = caller;
        this.stack = stack;
        this.timeline = new Timeline(caller, stack);
    }

    /** The stack, once the operation with this number has succeeded. */
    JsonNode ready(int operation) {
        JsonNode last = end(operation, "READY");
        Demo.Proof.holds(
                timeline.awaitEvent("StackProvisioned", operation, Duration.ofSeconds(10)),
                "the timeline tells StackProvisioned");
        return last;
    }

    /** Returns when nothing of the stack exists any more. */
    void deleted(int operation) {
        end(operation, "DELETED");
    }

    /** The components that the operation made, as the timeline tells. */
    List<String> made(int operation) {
        return timeline.components("ComponentProvisioned", operation);
    }

    private JsonNode end(int operation, String wanted) {
        ProgressLine progress =
                new ProgressLine(caller, stack, operation, System.getenv("GATEHOUSE_TERMINAL") != null, System.out);
        boolean ended = Patience.until(
                () -> {
                    JsonNode shown = show();
                    progress.clear();
                    timeline.printNew();
                    progress.show();
                    return failed(shown, operation)
                            || phase(shown).equals(wanted)
                                    && shown.at("/operation/number").asInt() >= operation
                                    && (wanted.equals("DELETED") || progress.complete());
                },
                PATIENCE);
        progress.end();
        JsonNode last = show();
        Demo.Proof.holds(
                ended && phase(last).equals(wanted) && !failed(last, operation),
                "operation " + operation + " ends with the stack " + wanted + " within " + PATIENCE.toSeconds()
                        + " s, but its phase is " + phase(last) + " " + last.at("/operation/failure"));
        return last;
    }

    /** A change that failed and was led back leaves the stack READY. */
    private static boolean failed(JsonNode stack, int operation) {
        return phase(stack).equals("FAILED")
                || stack.at("/operation/number").asInt() == operation
                        && stack.at("/operation/state").asText().equals("FAILED");
    }

    private JsonNode show() {
        Answer answer = caller.get("/api/v1/stacks/" + stack);
        Demo.Proof.holds(answer.isSuccess(), "the stack is shown, but the answer was " + answer.problem());
        return answer.body();
    }

    private static String phase(JsonNode stack) {
        return stack.path("phase").asText();
    }
}
