package dev.gatehouse.request.document.schema;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.document.model.Pointer;
import dev.gatehouse.request.problem.model.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled JSON Schema 2020-12. Safe for use by many threads. Nothing is ever fetched for it. */
public final class DocumentSchema {
    private static final int MOST_FAULTS = 50;
    private static final String META = "https://json-schema.org/draft/2020-12/";

    private final Schema schema;

    private DocumentSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Compiles a schema, its references included.
     *
     * @throws SchemaException where a reference leads nowhere
     * @throws PatternSyntaxException where a pattern cannot be matched in linear time
     */
    public static DocumentSchema compile(Map<String, Object> schema) {
        Schema compiled = registry().getSchema(JsonText.tree(schema));
        compiled.initializeValidators();
        return new DocumentSchema(compiled);
    }

    /** Compiles a schema of our own from the class path. */
    public static DocumentSchema resource(String path) {
        try (InputStream in = DocumentSchema.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + path);
            }
            return compile(JsonText.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The schema of schemas. */
    public static DocumentSchema ofSchemas() {
        return compile(Map.of("$ref", META + "schema"));
    }

    /** Whether a pattern can be used, and if not, why; empty where it can. */
    public static Optional<String> patternFault(String pattern) {
        try {
            LinearPatterns.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException unusable) {
            return Optional.of(unusable.getDescription());
        }
    }

    /** What is wrong with the value, each fault once, at its JSON pointer; of very many only the first. */
    public List<FieldError> check(@Nullable Object value) {
        List<FieldError> faults = schema.validate(JsonText.tree(value)).stream()
                .map(DocumentSchema::fault)
                .distinct()
                .limit(MOST_FAULTS + 1L)
                .toList();
        if (faults.size() <= MOST_FAULTS) {
            return faults;
        }
        List<FieldError> first = new ArrayList<>(faults.subList(0, MOST_FAULTS));
        first.add(new FieldError("", "has more faults than the " + MOST_FAULTS + " listed here"));
        return first;
    }

    private static FieldError fault(Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" ->
                new FieldError(Pointer.child(at, property), "is not a known field");
            case "required" -> new FieldError(Pointer.child(at, property), "is missing");
            default -> new FieldError(at, error.getMessage());
        };
    }

    private static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(new LinearPatterns())
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ROOT)
                .build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)
                                .allow(iri -> iri.toString().startsWith(META))));
    }
}
