package dev.gatehouse.e2e;

import java.util.Iterator;

/** One server-sent event (WHATWG HTML, 9.2.6), as far as Gatehouse uses them. */
record StreamedEvent(String id, String name) {

    /** Reads on to the next event that has an id; comments and heartbeats are passed over. */
    static StreamedEvent first(Iterator<String> lines) {
        String id = "";
        String name = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.isEmpty() && !id.isEmpty()) {
                return new StreamedEvent(id, shortName(name));
            }
        }
        throw new AssertionError("The stream ended without an event");
    }

    /** {@code StackRequested} of {@code dev.gatehouse.request.StackRequested.v1}. */
    private static String shortName(String type) {
        String[] parts = type.split("\\.");
        return parts.length < 2 ? type : parts[parts.length - 2];
    }
}
