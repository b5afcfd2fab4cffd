package dev.gatehouse.request.template.schema;

import dev.gatehouse.request.document.model.Pointer;
import dev.gatehouse.request.problem.model.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds references that leave the schema. A release stands alone: nothing it needs may change or vanish elsewhere. */
final class SchemaReferences {
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
    private static final Set<String> IDENTITIES = Set.of("$id", "$vocabulary");

    private SchemaReferences() {}

    static List<FieldError> faults(Map<String, Object> schema) {
        List<FieldError> faults = new ArrayList<>();
        collect("", schema, faults);
        return faults;
    }

    private static void collect(String pointer, Object value, List<FieldError> faults) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, member) -> {
                String place = Pointer.child(pointer, key);
                check(place, String.valueOf(key), member, faults);
                collect(place, member, faults);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(Pointer.child(pointer, i), list.get(i), faults);
            }
        }
    }

    /** A property may be named {@code $ref} too, but then its value is a schema and not text. */
    private static void check(String place, String key, Object member, List<FieldError> faults) {
        if (REFERENCES.contains(key) && member instanceof String target && !target.startsWith("#")) {
            faults.add(new FieldError(
                    place, "refers to " + target + "; only references within the schema (#...) are followed"));
        }
        if (IDENTITIES.contains(key) && !(member instanceof Map && key.equals("$id"))) {
            faults.add(new FieldError(place, "is not used here; leave it out"));
        }
    }
}
