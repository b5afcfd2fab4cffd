package dev.gatehouse.request.template.schema;

import dev.gatehouse.request.document.model.Pointer;
import dev.gatehouse.request.document.schema.DocumentSchema;
import dev.gatehouse.request.problem.model.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter schema must keep to beyond being a schema. A release stands alone, so no reference leaves it; and
 * everybody may send parameters, so checking them must end soon: no reference comes back to itself, what all references
 * stand for is counted, and patterns match in linear time.
 */
final class SchemaRules {
    private static final Set<String> UNUSED = Set.of("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary");
    private static final int MOST_NODES = 5_000;

    private final Map<String, Object> root;
    private final List<FieldError> faults = new ArrayList<>();
    private final Set<String> followed = new HashSet<>();
    private int nodes;

    private SchemaRules(Map<String, Object> root) {
        this.root = root;
    }

    static List<FieldError> faults(Map<String, Object> schema) {
        SchemaRules rules = new SchemaRules(schema);
        rules.visit("", schema);
        return rules.faults.stream().distinct().toList();
    }

    private void visit(String place, @Nullable Object value) {
        if (++nodes > MOST_NODES) {
            if (nodes == MOST_NODES + 1) {
                faults.add(new FieldError("", "stands for more than " + MOST_NODES + " values, references included"));
            }
        } else if (value instanceof Map<?, ?> object) {
            object.forEach((key, member) -> member(Pointer.child(place, key), String.valueOf(key), member));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                visit(Pointer.child(place, i), list.get(i));
            }
        }
    }

    /** A property may bear the name of a keyword too, but then its value is a schema and not a text. */
    private void member(String place, String key, @Nullable Object member) {
        if (key.equals("$ref") && member instanceof String target) {
            reference(place, target);
        } else if (key.equals("pattern") && member instanceof String pattern) {
            pattern(place, pattern);
        } else if (UNUSED.contains(key) && member instanceof String) {
            faults.add(new FieldError(place, "is not used here; refer by #/$defs/... instead"));
        } else {
            if (key.equals("patternProperties") && member instanceof Map<?, ?> patterns) {
                patterns.keySet().forEach(pattern -> pattern(place, String.valueOf(pattern)));
            }
            visit(place, member);
        }
    }

    private void pattern(String place, String pattern) {
        DocumentSchema.patternFault(pattern)
                .ifPresent(fault -> faults.add(new FieldError(place, "cannot be used as a pattern: " + fault)));
    }

    private void reference(String place, String target) {
        if (!target.startsWith("#/")) {
            faults.add(new FieldError(
                    place, "refers to " + target + "; only references within the schema (#/...) are followed"));
            return;
        }
        Object found = at(target);
        if (found == null) {
            faults.add(new FieldError(place, "refers to " + target + ", which is not there"));
        } else if (!followed.add(target)) {
            faults.add(new FieldError(place, "refers to " + target + ", which comes back to itself"));
        } else {
            visit(target.substring(1), found);
            followed.remove(target);
        }
    }

    private @Nullable Object at(String reference) {
        Object place = root;
        for (String part : reference.substring(2).split("/", -1)) {
            String key = part.replace("~1", "/").replace("~0", "~");
            place = place instanceof Map<?, ?> object ? object.get(key) : null;
        }
        return place;
    }
}
