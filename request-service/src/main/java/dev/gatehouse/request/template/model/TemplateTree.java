package dev.gatehouse.request.template.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a template from its tree. The tree has passed the format's schema and its kinds are known, so what is cast
 * here is known to be there.
 */
public final class TemplateTree {
    private TemplateTree() {}

    public static Template read(Map<String, Object> tree) {
        Map<String, Object> metadata = object(tree.get("metadata"));
        List<Component> components = new ArrayList<>();
        for (Object component : list(tree.get("components"))) {
            components.add(component(object(component)));
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        object(tree.get("outputs")).forEach((name, expression) -> outputs.put(name, (String) expression));
        return new Template(
                text(metadata.get("name")),
                text(metadata.get("version")),
                text(metadata.get("owner")),
                text(tree.get("docs")),
                text(tree.get("changelog")),
                object(tree.get("parameters")),
                List.copyOf(components),
                outputs);
    }

    private static Component component(Map<String, Object> tree) {
        return new Component(
                text(tree.get("name")),
                ComponentKind.of(text(tree.get("kind"))).orElseThrow(),
                ComponentOwner.of(text(tree.get("owner"))),
                !Boolean.FALSE.equals(tree.get("reversible")),
                DriftPolicy.of(tree.get("drift")),
                object(tree.get("with")));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : (String) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
