package dev.gatehouse.request.template;

import dev.gatehouse.request.document.model.Document;
import dev.gatehouse.request.document.model.Pointer;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.template.model.Component;
import dev.gatehouse.request.template.model.ComponentKind;
import dev.gatehouse.request.template.model.DependencyGraph;
import dev.gatehouse.request.template.model.Template;
import dev.gatehouse.request.template.model.TemplateTree;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a document is a template that may be released. Later checks build on earlier ones, so they run in
 * stages; within a stage all faults are found at once.
 */
@ApplicationScoped
public class TemplateCheck {
    private final TemplateSchemas schemas;
    private final Expressions expressions;

    TemplateCheck(TemplateSchemas schemas, Expressions expressions) {
        this.schemas = schemas;
        this.expressions = expressions;
    }

    /** A template without faults, and what its components need of each other. */
    public record Checked(Template template, DependencyGraph graph) {}

    /**
     * Takes up to some hundred milliseconds for a large template: not for an event loop.
     *
     * @throws Refusal {@code invalid-template} with every fault of the first stage that has some
     */
    public Checked check(Document document) {
        refuseAny(document, schemas.formFaults(document.value()));
        Map<String, Object> tree = tree(document);
        refuseAny(document, nameFaults(tree));
        Template template = TemplateTree.read(tree);
        refuseAny(document, within("/parameters", schemas.schemaFaults(template.parameters())));
        TemplateReferences references = TemplateReferences.of(template, expressions);
        refuseAny(document, references.faults());
        refuseAny(document, cycleFaults(template, references.graph()));
        return new Checked(template, references.graph());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(Document document) {
        if (document.value() instanceof Map<?, ?> tree) {
            return (Map<String, Object>) tree;
        }
        throw new IllegalStateException("the form lets only objects pass");
    }

    private static List<FieldError> nameFaults(Map<String, Object> tree) {
        List<FieldError> faults = new ArrayList<>();
        Set<Object> names = new HashSet<>();
        int index = 0;
        for (Object item : (List<?>) tree.getOrDefault("components", List.of())) {
            Map<?, ?> component = (Map<?, ?>) item;
            String at = Pointer.child("/components", index++);
            if (!names.add(component.get("name"))) {
                faults.add(new FieldError(at + "/name", "is the name of another component too"));
            }
            String kind = String.valueOf(component.get("kind"));
            if (ComponentKind.of(kind).isEmpty()) {
                faults.add(new FieldError(
                        at + "/kind",
                        "no engine makes components of kind " + kind + "; known: " + ComponentKind.known()));
            }
        }
        return faults;
    }

    private static List<FieldError> cycleFaults(Template template, DependencyGraph graph) {
        List<String> cycle = graph.cycle();
        if (cycle.isEmpty()) {
            return List.of();
        }
        List<String> names = template.components().stream().map(Component::name).toList();
        return List.of(new FieldError(
                Pointer.child("/components", names.indexOf(cycle.get(0))) + "/with",
                "components need each other in a circle: " + String.join(" -> ", cycle)));
    }

    private static List<FieldError> within(String place, List<FieldError> faults) {
        return faults.stream()
                .map(fault -> new FieldError(place + fault.pointer(), fault.detail()))
                .toList();
    }

    private static void refuseAny(Document document, List<FieldError> faults) {
        if (!faults.isEmpty()) {
            throw new Refusal(Problem.of(
                            422,
                            "invalid-template",
                            "The template cannot be released",
                            "Correct the fields listed in errors and send the template again.")
                    .at(faults.stream()
                            .map(fault -> document.fault(fault.pointer(), fault.detail()))
                            .toList()));
        }
    }
}
