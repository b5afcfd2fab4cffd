package dev.gatehouse.request.template.http;

import dev.gatehouse.request.document.json.JsonDocuments;
import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.document.model.Document;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.yaml.YamlDocuments;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.template.model.Syntax;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;

/** A template as it was sent. */
record TemplateBody(byte[] bytes, Syntax syntax) {
    private static final int LARGEST = 512 * 1024;
    private static final Limits LIMITS = new Limits(20_000, LARGEST);

    /** An event carries the whole release, and Kafka takes records of 1 MB: escapes may make JSON larger than its text. */
    private static final int LARGEST_JSON = 700 * 1024;

    static TemplateBody of(byte[] bytes, MediaType type) {
        if (bytes.length > LARGEST) {
            throw tooLarge("A template may have 512 KB; move docs elsewhere.");
        }
        return new TemplateBody(bytes, type.getSubtype().equals("json") ? Syntax.JSON : Syntax.YAML);
    }

    Document document() {
        Document document =
                syntax == Syntax.JSON ? JsonDocuments.read(bytes, LIMITS) : YamlDocuments.read(bytes, LIMITS);
        if (JsonText.write(document.value()).getBytes(StandardCharsets.UTF_8).length > LARGEST_JSON) {
            throw tooLarge("As JSON a template may have 700 KB; use fewer characters that need an escape.");
        }
        return document;
    }

    /** The bytes are UTF-8: reading the document has checked that. */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Refusal tooLarge(String remedy) {
        return new Refusal(Problem.of(413, "too-large", "The body is too large", remedy));
    }
}
