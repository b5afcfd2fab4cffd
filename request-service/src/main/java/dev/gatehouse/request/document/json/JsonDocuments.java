package dev.gatehouse.request.document.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.request.document.model.Document;
import dev.gatehouse.request.document.model.PlainTree;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.model.UnusableTree;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly: UTF-8, one value, no repeated member, everything within limits. */
public final class JsonDocuments {
    private JsonDocuments() {}

    /** @throws Refusal {@code malformed-json}, with the place, where the bytes are not such a text */
    public static Document read(byte[] bytes, Limits limits) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Object tree = JsonText.STRICT.readValue(text, Object.class);
            return new Document(PlainTree.of(tree, limits), Map.of());
        } catch (CharacterCodingException notUtf8) {
            throw refusal("It is not UTF-8.", new FieldError("", "is not UTF-8"));
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            int line = at == null ? 1 : Math.max(1, at.getLineNr());
            throw refusal(
                    "Line " + line + ": " + firstLine(malformed.getOriginalMessage()),
                    new FieldError("", "is not JSON", line));
        } catch (UnusableTree unusable) {
            throw refusal("A value " + unusable.detail() + ".", new FieldError(unusable.pointer(), unusable.detail()));
        }
    }

    private static Refusal refusal(String detail, FieldError fault) {
        return new Refusal(Problem.of(400, "malformed-json", "The body is not usable JSON", detail)
                .at(List.of(fault)));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("cannot be read");
    }
}
