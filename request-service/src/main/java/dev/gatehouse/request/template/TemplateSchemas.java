package dev.gatehouse.request.template;

import dev.gatehouse.request.problem.model.FieldError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges trees by JSON Schema 2020-12. Nothing is fetched from anywhere for that. */
public interface TemplateSchemas {

    /** What is wrong with the form of a template. */
    List<FieldError> formFaults(@Nullable Object tree);

    /** What is wrong with a schema of parameters; pointers are relative to the schema. */
    List<FieldError> schemaFaults(Map<String, Object> schema);

    /** Compiles a schema that has no faults. */
    ParameterCheck compile(Map<String, Object> schema);

    /** A compiled schema of parameters; safe for use by many threads. */
    interface ParameterCheck {

        /** What is wrong with the effective parameters; pointers are relative to them. */
        List<FieldError> faults(Map<String, Object> parameters);
    }
}
