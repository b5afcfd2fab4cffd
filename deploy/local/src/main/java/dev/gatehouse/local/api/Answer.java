package dev.gatehouse.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What came back.
 *
 * @param body JSON; a missing node if there was none
 * @param location the header of that name
 */
public record Answer(int status, JsonNode body, Optional<String> location) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The problem's own words, for people. */
    public String problem() {
        String title = body.path("title").asText("no reason given");
        String detail = body.path("detail").asText("");
        String errors = body.has("errors") ? " " + body.path("errors") : "";
        return status + " " + title + (detail.isEmpty() ? "" : ": " + detail) + errors;
    }
}
