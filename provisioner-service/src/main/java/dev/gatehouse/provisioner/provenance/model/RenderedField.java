package dev.gatehouse.provisioner.provenance.model;

import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import dev.gatehouse.provisioner.rendering.model.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One field of a component's inputs, as it was last made, and where it came from.
 *
 * @param field the field's JSON pointer within the component's inputs
 * @param owner who answers for the component by its template: {@code platform} or {@code developer}
 */
public record RenderedField(
        String component,
        String owner,
        String field,
        @Nullable Object value,
        Provenance provenance) {

    /** A component's fields, in the order of the template. */
    public static List<RenderedField> of(Component component) {
        List<RenderedField> fields = new ArrayList<>();
        collect(component, component.inputs(), JsonPointer.ROOT, fields);
        return fields;
    }

    /** Whether a field is this one or lies within it. */
    public static Predicate<RenderedField> within(String pointer) {
        return field -> JsonPointer.isWithin(field.field(), pointer);
    }

    private static void collect(
            Component component, @Nullable Object node, JsonPointer at, List<RenderedField> fields) {
        Provenance provenance = component.provenance().get(at.toString());
        if (provenance != null) {
            fields.add(new RenderedField(component.name(), component.owner(), at.toString(), node, provenance));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((name, child) -> collect(component, child, at.child(String.valueOf(name)), fields));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(component, list.get(i), at.child(i), fields);
            }
        }
    }
}
