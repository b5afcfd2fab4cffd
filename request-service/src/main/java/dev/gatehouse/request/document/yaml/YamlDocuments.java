package dev.gatehouse.request.document.yaml;

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
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 (core schema) strictly: one document, no repeated key, no tags of other languages, and limits on
 * nesting, aliases and size, because a short text with aliases can stand for a tree that fills the memory.
 */
public final class YamlDocuments {
    private static final int DEEPEST = 64;
    private static final int MOST_ALIASES = 50;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel("the template")
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setAllowNonScalarKeys(false)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();

    private YamlDocuments() {}

    /** @throws Refusal {@code malformed-yaml}, with the line, where the bytes are not such a text */
    public static Document read(byte[] bytes, Limits limits) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return read(text, limits);
        } catch (CharacterCodingException notUtf8) {
            throw new Refusal(problem("is not UTF-8", 1));
        }
    }

    private static Document read(String text, Limits limits) {
        try {
            checkNesting(text);
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            Map<String, Integer> lines = root.map(YamlLines::of).orElse(Map.of());
            Object value = new StandardConstructor(SETTINGS).constructSingleDocument(root);
            return plain(new Document(value, lines), limits);
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new Refusal(problem(malformed.getProblem(), line));
        } catch (YamlEngineException malformed) {
            throw new Refusal(problem(firstLine(malformed), 1));
        }
    }

    private static Document plain(Document parsed, Limits limits) {
        try {
            return new Document(PlainTree.of(parsed.value(), limits), parsed.lines());
        } catch (UnusableTree unusable) {
            FieldError fault = parsed.fault(unusable.pointer(), unusable.detail());
            throw new Refusal(Problem.of(
                            400, "malformed-yaml", "The body is not usable YAML", "A value " + unusable.detail() + ".")
                    .at(List.of(fault)));
        }
    }

    /** Parsing goes event by event, composing recurses: so the depth is known before the stack could overflow. */
    private static void checkNesting(String text) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > DEEPEST) {
                int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
                throw new Refusal(problem("nests deeper than " + DEEPEST + " levels", line));
            }
        }
    }

    static Problem problem(String detail, int line) {
        return Problem.of(400, "malformed-yaml", "The body is not YAML", "Line " + line + ": " + detail)
                .at(List.of(new FieldError("", detail, line)));
    }

    private static String firstLine(YamlEngineException malformed) {
        return String.valueOf(malformed.getMessage()).lines().findFirst().orElse("cannot be read");
    }
}
