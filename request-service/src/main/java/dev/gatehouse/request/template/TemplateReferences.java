package dev.gatehouse.request.template;

import dev.gatehouse.request.document.model.Pointer;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.template.model.Component;
import dev.gatehouse.request.template.model.ComponentKind;
import dev.gatehouse.request.template.model.DependencyGraph;
import dev.gatehouse.request.template.model.ExpressionText;
import dev.gatehouse.request.template.model.ExpressionText.Expression;
import dev.gatehouse.request.template.model.MalformedExpression;
import dev.gatehouse.request.template.model.PlacedText;
import dev.gatehouse.request.template.model.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes through all expressions of one template: their faults, and the graph that their references make. */
final class TemplateReferences {
    private final Expressions.Judge judge;
    private final List<FieldError> faults = new ArrayList<>();
    private final Map<String, Set<String>> needs = new LinkedHashMap<>();

    private TemplateReferences(Expressions.Judge judge) {
        this.judge = judge;
    }

    static TemplateReferences of(Template template, Expressions expressions) {
        Map<String, ComponentKind> kinds = new LinkedHashMap<>();
        template.components().forEach(component -> kinds.put(component.name(), component.kind()));
        TemplateReferences references = new TemplateReferences(expressions.of(template.parameters(), kinds));
        List<Component> components = template.components();
        for (int i = 0; i < components.size(); i++) {
            String place = Pointer.child("/components", i) + "/with";
            references.needs.put(
                    components.get(i).name(),
                    references.read(place, components.get(i).inputs()));
        }
        references.read("/outputs", template.outputs());
        return references;
    }

    List<FieldError> faults() {
        return List.copyOf(faults);
    }

    DependencyGraph graph() {
        return new DependencyGraph(needs);
    }

    private Set<String> read(String place, Object tree) {
        Set<String> components = new HashSet<>();
        for (PlacedText text : PlacedText.in(place, tree)) {
            components.addAll(read(text));
        }
        return components;
    }

    private Set<String> read(PlacedText text) {
        Set<String> components = new HashSet<>();
        try {
            ExpressionText parsed = ExpressionText.parse(text.text());
            for (Expression expression : parsed.expressions()) {
                Expressions.Finding finding = judge.judge(expression.source(), !parsed.isOneExpression());
                components.addAll(finding.components());
                finding.faults().forEach(fault -> faults.add(new FieldError(text.pointer(), fault)));
            }
        } catch (MalformedExpression malformed) {
            faults.add(new FieldError(text.pointer(), String.valueOf(malformed.getMessage())));
        }
        return components;
    }
}
