package dev.gatehouse.request.template.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The defaults of a JSON Schema. As in Kubernetes, a default inside an object applies where the object is there: set by
 * the team, or by a default of its own. References within the schema are followed; conditional parts are not.
 */
public final class Defaults {
    private static final int DEEPEST = 32;

    private final Map<?, ?> root;

    private Defaults(Map<?, ?> root) {
        this.root = root;
    }

    /** What the schema adds to the parameters; deep-merged with them it gives the effective parameters. */
    public static Map<String, Object> added(Map<String, Object> schema, Map<String, Object> parameters) {
        return new Defaults(schema).addedTo(parameters, schema, 0);
    }

    /** The defaults, deep-merged with the parameters. */
    public static Map<String, Object> merge(Map<String, Object> defaults, Map<String, Object> parameters) {
        Map<String, Object> merged = new LinkedHashMap<>(defaults);
        parameters.forEach((name, value) -> {
            Object standard = defaults.get(name);
            boolean both = standard instanceof Map && value instanceof Map;
            merged.put(name, both ? merge(object(standard), object(value)) : value);
        });
        return merged;
    }

    private Map<String, Object> addedTo(Map<String, Object> set, Map<?, ?> unresolved, int depth) {
        Map<String, Object> added = new LinkedHashMap<>();
        if (depth > DEEPEST) {
            return added;
        }
        for (Map.Entry<String, Object> property : properties(unresolved).entrySet()) {
            String name = property.getKey();
            if (!(property.getValue() instanceof Map<?, ?> schema)) {
                continue;
            }
            if (!set.containsKey(name)) {
                addDefault(added, name, schema, depth);
            } else if (set.get(name) instanceof Map<?, ?> inner) {
                Map<String, Object> deeper = addedTo(object(inner), schema, depth + 1);
                if (!deeper.isEmpty()) {
                    added.put(name, deeper);
                }
            }
        }
        return added;
    }

    private void addDefault(Map<String, Object> added, String name, Map<?, ?> unresolved, int depth) {
        Map<?, ?> schema = resolve(unresolved);
        Map<?, ?> holder = unresolved.containsKey("default") ? unresolved : schema;
        if (holder.containsKey("default")) {
            Object standard = holder.get("default");
            boolean isObject = standard instanceof Map;
            added.put(
                    name, isObject ? merge(addedTo(object(standard), schema, depth + 1), object(standard)) : standard);
        }
    }

    private Map<String, Object> properties(Map<?, ?> schema) {
        return object(resolve(schema).get("properties"));
    }

    private Map<?, ?> resolve(Map<?, ?> schema) {
        Map<?, ?> found = schema;
        for (int hops = 0; hops < DEEPEST && found.get("$ref") instanceof String reference; hops++) {
            found = at(reference);
        }
        return found;
    }

    private Map<?, ?> at(String reference) {
        @Nullable Object place = root;
        for (String part : reference.replaceFirst("^#/?", "").split("/")) {
            if (!part.isEmpty()) {
                String key = part.replace("~1", "/").replace("~0", "~");
                place = place instanceof Map<?, ?> object ? object.get(key) : null;
            }
        }
        return place instanceof Map<?, ?> schema ? schema : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }
}
