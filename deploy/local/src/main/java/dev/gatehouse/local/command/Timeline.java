package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.Patience;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Prints each entry of a stack's timeline once. */
final class Timeline {

    private final Caller caller;
    private final String path;
    private final Set<String> printed = new HashSet<>();
    private final List<JsonNode> entries = new ArrayList<>();

    Timeline(Caller caller, String stack) {
        this.caller = caller;
        this.path = "/api/v1/stacks/" + stack + "/timeline?limit=500";
    }

    void printNew() {
        Answer answer = caller.get(path);
        Demo.Proof.holds(answer.isSuccess(), "the timeline is shown, but the answer was " + answer.problem());
        for (JsonNode entry : answer.body().path("items")) {
            if (printed.add(entry.path("position").asText())) {
                entries.add(entry);
                Demo.Proof.detail(entry.path("time").asText() + "  "
                        + entry.path("source").asText() + "  "
                        + entry.path("summary").asText());
            }
        }
    }

    /** Whether an operation's event comes in time. */
    boolean awaitEvent(String event, int operation, Duration patience) {
        return Patience.until(
                () -> {
                    printNew();
                    return of(event, operation).findAny().isPresent();
                },
                patience);
    }

    /** The components that an operation's events of this name are about. */
    List<String> components(String event, int operation) {
        return of(event, operation)
                .map(entry -> entry.at("/data/component/name").asText())
                .toList();
    }

    private Stream<JsonNode> of(String event, int operation) {
        return entries.stream()
                .filter(entry -> entry.path("event").asText().equals(event)
                        && entry.at("/data/operation/number").asInt() == operation);
    }
}
