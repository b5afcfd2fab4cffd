package dev.gatehouse.request.document.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON merge patches (RFC 7396) on plain trees. */
public final class MergePatch {
    private MergePatch() {}

    /** The object after the patch: null removes a member, an object changes one member by member, all else replaces it. */
    public static Map<String, Object> merged(Map<String, Object> target, Map<String, Object> patch) {
        Map<String, Object> merged = new LinkedHashMap<>(target);
        patch.forEach((name, value) -> merge(merged, name, value));
        return merged;
    }

    private static void merge(Map<String, Object> merged, String name, @Nullable Object value) {
        if (value == null) {
            merged.remove(name);
        } else if (value instanceof Map<?, ?>) {
            Map<String, Object> former = merged.get(name) instanceof Map<?, ?> object ? texts(object) : Map.of();
            merged.put(name, merged(former, texts((Map<?, ?>) value)));
        } else {
            merged.put(name, value);
        }
    }

    @SuppressWarnings("unchecked") // the keys of a plain tree are texts
    private static Map<String, Object> texts(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }
}
