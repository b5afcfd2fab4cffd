package dev.gatehouse.request.document.model;

import dev.gatehouse.request.problem.model.FieldError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON or YAML text.
 *
 * @param value maps with text keys, lists, text, booleans, finite numbers and null; nothing else
 * @param lines where each value was written, by JSON pointer, from 1; empty for JSON
 */
public record Document(@Nullable Object value, Map<String, Integer> lines) {

    /** A fault in this document, with the line of its place or of the nearest thing that holds the place. */
    public FieldError fault(String pointer, String detail) {
        return new FieldError(pointer, detail, line(pointer));
    }

    private @Nullable Integer line(String pointer) {
        String place = pointer;
        Integer line = lines.get(place);
        while (line == null && !place.isEmpty()) {
            place = Pointer.parent(place);
            line = lines.get(place);
        }
        return line;
    }
}
