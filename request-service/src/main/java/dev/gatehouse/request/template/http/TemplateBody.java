package dev.gatehouse.request.template.http;

import dev.gatehouse.request.document.json.JsonDocuments;
import dev.gatehouse.request.document.model.Document;
import dev.gatehouse.request.document.yaml.YamlDocuments;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.template.model.Syntax;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;

/** A template as it was sent. */
record TemplateBody(byte[] bytes, Syntax syntax) {
    /** Events and tables carry releases whole, so they must stay small. */
    private static final int LARGEST = 512 * 1024;

    static TemplateBody of(byte[] bytes, MediaType type) {
        if (bytes.length > LARGEST) {
            throw new Refusal(Problem.of(
                    413, "too-large", "The body is too large", "A template may have 512 KB; move docs elsewhere."));
        }
        return new TemplateBody(bytes, type.getSubtype().equals("json") ? Syntax.JSON : Syntax.YAML);
    }

    Document document() {
        return syntax == Syntax.JSON ? JsonDocuments.read(bytes) : YamlDocuments.read(bytes);
    }

    /** The bytes are UTF-8: reading the document has checked that. */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
