package dev.gatehouse.provisioner.rendering.model;

import dev.gatehouse.provisioner.rendering.model.Provenance.Origin;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release's defaults deep-merged with what the team set: objects merge member by member, anything else that the team
 * set (arrays too) replaces the default.
 */
public final class EffectiveParameters {
    private final Map<String, @Nullable Object> set;
    private final Map<String, @Nullable Object> values;

    private EffectiveParameters(Map<String, @Nullable Object> set, Map<String, @Nullable Object> values) {
        this.set = set;
        this.values = values;
    }

    public static EffectiveParameters merge(
            Map<String, @Nullable Object> defaults, Map<String, @Nullable Object> parameters) {
        return new EffectiveParameters(parameters, merged(defaults, parameters));
    }

    public Map<String, @Nullable Object> values() {
        return values;
    }

    /** Where all the given parameters together came from. */
    public Provenance provenanceOf(Collection<JsonPointer> parameters) {
        if (parameters.isEmpty()) {
            return Provenance.TEMPLATE;
        }
        boolean team = parameters.stream().anyMatch(this::wasSet);
        List<String> pointers = parameters.stream().map(JsonPointer::toString).toList();
        return new Provenance(team ? Origin.PARAMETER : Origin.DEFAULT, pointers);
    }

    /** True if the team set this parameter, a part of it, or a value that replaced the whole around it. */
    private boolean wasSet(JsonPointer parameter) {
        Object node = set;
        for (String segment : parameter.segments()) {
            if (!(node instanceof Map<?, ?> map)) {
                return true;
            }
            if (!map.containsKey(segment)) {
                return false;
            }
            node = map.get(segment);
        }
        return !(node instanceof Map<?, ?> map) || !map.isEmpty();
    }

    private static Map<String, @Nullable Object> merged(Map<?, ?> under, Map<?, ?> over) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        under.forEach((name, value) -> result.put(String.valueOf(name), value));
        over.forEach((name, value) -> {
            Object below = under.get(name);
            Object merged =
                    below instanceof Map<?, ?> lower && value instanceof Map<?, ?> upper ? merged(lower, upper) : value;
            result.put(String.valueOf(name), merged);
        });
        return result;
    }
}
