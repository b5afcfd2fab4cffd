package dev.gatehouse.request.template.persistence;

import dev.gatehouse.request.template.model.Component;
import dev.gatehouse.request.template.model.Release;
import dev.gatehouse.request.template.model.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A template as the tree that {@code TemplateTree} reads. */
final class StoredTemplate {
    private StoredTemplate() {}

    static Map<String, Object> tree(Template template) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("metadata", Map.of("name", template.name(), "version", template.version(), "owner", template.owner()));
        tree.put("docs", template.docs());
        tree.put("changelog", template.changelog());
        tree.put("parameters", template.parameters());
        tree.put(
                "components",
                template.components().stream().map(StoredTemplate::component).toList());
        tree.put("outputs", template.outputs());
        return tree;
    }

    private static Map<String, Object> component(Component component) {
        return Map.of(
                "name", component.name(),
                "kind", component.kind().label(),
                "owner", component.owner().label(),
                "reversible", component.reversible(),
                "drift", component.drift().label(),
                "with", component.inputs());
    }

    static Map<String, List<String>> dependencies(Release release) {
        Map<String, List<String>> dependencies = new LinkedHashMap<>();
        release.template()
                .components()
                .forEach(component ->
                        dependencies.put(component.name(), release.graph().dependenciesOf(component.name())));
        return dependencies;
    }
}
