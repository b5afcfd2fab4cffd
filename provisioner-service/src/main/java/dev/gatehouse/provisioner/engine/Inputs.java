package dev.gatehouse.provisioner.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a component's rendered inputs; what does not fit is a permanent failure that names the field. */
public final class Inputs {
    private final DesiredComponent component;

    /** @param known the inputs that the engine reads; any other one is refused, since it would be ignored silently */
    public Inputs(DesiredComponent component, Set<String> known) {
        this.component = component;
        component.inputs().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw failure(
                            name,
                            "is not known; this kind reads "
                                    + known.stream().sorted().toList());
                });
    }

    public Optional<String> text(String name, int maxLength) {
        Object value = component.inputs().get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text) || text.isEmpty() || text.length() > maxLength) {
            throw failure(name, "must be a text of 1 to " + maxLength + " characters");
        }
        return Optional.of(text);
    }

    public int integer(String name, int minimum, int maximum, int otherwise) {
        Object value = component.inputs().get(name);
        if (value == null) {
            return otherwise;
        }
        boolean whole = value instanceof Long || value instanceof Integer;
        if (!whole || ((Number) value).longValue() < minimum || ((Number) value).longValue() > maximum) {
            throw failure(name, "must be a whole number from " + minimum + " to " + maximum);
        }
        return ((Number) value).intValue();
    }

    public boolean flag(String name, boolean otherwise) {
        Object value = component.inputs().get(name);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Boolean flag)) {
            throw failure(name, "must be true or false");
        }
        return flag;
    }

    /** Texts in their order, each once. */
    public List<String> texts(String name, int most, int maxLength) {
        Object value = component.inputs().get(name);
        if (value == null) {
            return List.of();
        }
        boolean fits = value instanceof Collection<?> all
                && all.size() <= most
                && all.stream()
                        .allMatch(one -> one instanceof String text && !text.isEmpty() && text.length() <= maxLength);
        if (!fits) {
            throw failure(name, "must be a list of at most " + most + " texts of 1 to " + maxLength + " characters");
        }
        return ((Collection<?>) value)
                .stream().map(String.class::cast).distinct().toList();
    }

    public Map<String, @Nullable Object> object(String name) {
        Object value = component.inputs().get(name);
        if (value != null && !(value instanceof Map)) {
            throw failure(name, "must be an object");
        }
        Map<String, @Nullable Object> result = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((field, member) -> result.put(String.valueOf(field), member));
        }
        return result;
    }

    /** What to throw of an input that is of the right type and still cannot be. */
    public PermanentFailure failure(String name, String detail) {
        return new PermanentFailure(
                "input /" + name + " of component " + component.name() + " " + detail,
                "Correct the field in the template, or the parameter that it comes from.");
    }
}
