package dev.gatehouse.request.template.schema;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.SchemaException;
import dev.gatehouse.request.document.model.PlainTree;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.model.UnusableTree;
import dev.gatehouse.request.document.schema.DocumentSchema;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.template.TemplateSchemas;
import dev.gatehouse.request.template.model.Defaults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link TemplateSchemas} by the JSON Schema library. */
@ApplicationScoped
class JsonTemplateSchemas implements TemplateSchemas {
    private static final String MISSING = "is missing";

    private final DocumentSchema form = DocumentSchema.resource("/schemas/stack-template.json");
    private final DocumentSchema schemas = DocumentSchema.ofSchemas();

    @Override
    public List<FieldError> formFaults(@Nullable Object tree) {
        return form.check(tree);
    }

    @Override
    public List<FieldError> schemaFaults(Map<String, Object> schema) {
        List<FieldError> faults = new ArrayList<>(schemas.check(schema));
        if (faults.isEmpty()) {
            faults.addAll(SchemaRules.faults(schema));
        }
        return faults.isEmpty() ? defaultFaults(schema) : faults;
    }

    /** What the defaults stand for goes into every request's fact, which must stay small. */
    private static final Limits DEFAULTS = new Limits(5_000, 200_000);

    /** Defaults must keep to their own schema. That a parameter without a default is missing is no fault of theirs. */
    private List<FieldError> defaultFaults(Map<String, Object> schema) {
        try {
            Map<String, Object> defaults = Defaults.added(schema, Map.of());
            PlainTree.of(defaults, DEFAULTS);
            return compile(schema).faults(defaults).stream()
                    .filter(fault -> !fault.detail().equals(MISSING))
                    .map(fault ->
                            new FieldError(fault.pointer().replace("/", "/properties/") + "/default", fault.detail()))
                    .toList();
        } catch (UnusableTree unusable) {
            return List.of(new FieldError("", "the defaults together: a value " + unusable.detail()));
        } catch (SchemaException | PatternSyntaxException cannotCompile) {
            return List.of(new FieldError("", "cannot be compiled: " + cannotCompile.getMessage()));
        }
    }

    @Override
    public ParameterCheck compile(Map<String, Object> schema) {
        return DocumentSchema.compile(schema)::check;
    }
}
