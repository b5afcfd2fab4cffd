package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.Patience;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Prints each entry of a stack's timeline once. */
final class Timeline {

    private final Caller caller;
    private final String path;
    private final Set<String> printed = new HashSet<>();
    private final Set<String> events = new HashSet<>();

    Timeline(Caller caller, String stack) {
        this.caller = caller;
        this.path = "/api/v1/stacks/" + stack + "/timeline?limit=500";
    }

    void printNew() {
        Answer answer = caller.get(path);
        Demo.Proof.holds(answer.isSuccess(), "the timeline is shown, but the answer was " + answer.problem());
        for (JsonNode entry : answer.body().path("items")) {
            if (printed.add(entry.path("position").asText())) {
                events.add(entry.path("event").asText());
                Demo.Proof.detail(entry.path("time").asText() + "  "
                        + entry.path("source").asText() + "  "
                        + entry.path("summary").asText());
            }
        }
    }

    boolean awaitEvent(String event, Duration patience) {
        return Patience.until(
                () -> {
                    printNew();
                    return events.contains(event);
                },
                patience);
    }
}
