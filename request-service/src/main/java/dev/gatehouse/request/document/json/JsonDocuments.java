package dev.gatehouse.request.document.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.request.document.model.Document;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly: UTF-8, one value, no repeated member, nesting and numbers within limits. */
public final class JsonDocuments {
    private JsonDocuments() {}

    /** @throws Refusal {@code malformed-json}, with the line, where the bytes are not such a text */
    public static Document read(byte[] bytes) {
        try {
            return new Document(JsonText.STRICT.readValue(bytes, Object.class), Map.of());
        } catch (JsonProcessingException malformed) {
            throw new Refusal(problem(malformed));
        } catch (IOException notFromMemory) {
            throw new UncheckedIOException(notFromMemory);
        }
    }

    private static Problem problem(JsonProcessingException malformed) {
        JsonLocation at = malformed.getLocation();
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        return Problem.of(
                        400,
                        "malformed-json",
                        "The body is not JSON",
                        "Line " + line + ": " + firstLine(malformed.getOriginalMessage()))
                .at(List.of(new FieldError("", "is not JSON", line)));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("cannot be read");
    }
}
