package dev.gatehouse.request.document.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.document.model.Pointer;
import dev.gatehouse.request.problem.model.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled JSON Schema 2020-12. Safe for use by many threads. Nothing is ever fetched for it. */
public final class DocumentSchema {
    private static final String META = "https://json-schema.org/draft/2020-12/";

    private final Schema schema;

    private DocumentSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Compiles a schema, its references included.
     *
     * @throws SchemaException where a reference leads nowhere
     * @throws com.google.re2j.PatternSyntaxException where a pattern cannot be matched in linear time
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

    /** What is wrong with the value, each fault once, at its JSON pointer. */
    public List<FieldError> check(@Nullable Object value) {
        return schema.validate(JsonText.tree(value)).stream()
                .map(DocumentSchema::fault)
                .distinct()
                .toList();
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
                .pathType(com.networknt.schema.path.PathType.JSON_POINTER)
                .locale(java.util.Locale.ROOT)
                .build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)
                                .allow(iri -> iri.toString().startsWith(META))));
    }
}
