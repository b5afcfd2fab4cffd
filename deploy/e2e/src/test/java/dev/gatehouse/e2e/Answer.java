package dev.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** An HTTP answer; a body that is no JSON is a missing node. */
record Answer(int status, HttpHeaders headers, JsonNode body) {

    String header(String name) {
        return headers.firstValue(name).orElseThrow(() -> new AssertionError("No header " + name + " in " + this));
    }

    String text(String pointer) {
        return body.at(pointer).asText();
    }
}
