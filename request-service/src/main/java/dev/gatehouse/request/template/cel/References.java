package dev.gatehouse.request.template.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.gatehouse.request.template.model.ComponentKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that an expression refers to, read from its syntax tree. A variable may only be selected from
 * ({@code components.database.host}); used as a whole or by a computed key it would hide what it depends on.
 */
final class References {
    private static final Set<String> VARIABLES =
            Set.of(TemplateTypes.STACK, TemplateTypes.PARAMETERS, TemplateTypes.COMPONENTS);

    private final Map<String, Object> parameters;
    private final Map<String, ComponentKind> kinds;
    private final Set<String> components = new LinkedHashSet<>();
    private final List<String> faults = new ArrayList<>();

    private References(Map<String, Object> parameters, Map<String, ComponentKind> kinds) {
        this.parameters = parameters;
        this.kinds = kinds;
    }

    static References in(CelAbstractSyntaxTree tree, Map<String, Object> parameters, Map<String, ComponentKind> kinds) {
        References references = new References(parameters, kinds);
        CelNavigableAst.fromAst(tree).getRoot().allNodes().forEach(references::visit);
        return references;
    }

    Set<String> components() {
        return Set.copyOf(components);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    private void visit(CelNavigableExpr node) {
        if (node.getKind() == Kind.COMPREHENSION) {
            String variable = node.expr().comprehension().iterVar();
            if (VARIABLES.contains(variable)) {
                faults.add("the name " + variable + " is taken; give the macro's variable another");
            }
        } else if (node.getKind() == Kind.IDENT) {
            String name = withoutLeadingDot(node.expr().ident().name());
            if (VARIABLES.contains(name)) {
                variable(name, node);
            }
        }
    }

    /** CEL writes a name of the outermost scope with a dot in front. */
    private static String withoutLeadingDot(String name) {
        return name.startsWith(".") ? name.substring(1) : name;
    }

    private void variable(String name, CelNavigableExpr node) {
        Optional<CelNavigableExpr> selection = selectionOf(node);
        if (selection.isPresent()) {
            String field = selection.get().expr().select().field();
            switch (name) {
                case TemplateTypes.STACK -> stack(field);
                case TemplateTypes.PARAMETERS -> parameter(field);
                default -> component(field, selection.get());
            }
        } else if (!name.equals(TemplateTypes.PARAMETERS)) {
            faults.add("select a field of " + name + " by its name, as in " + name + ".example");
        }
    }

    private void stack(String field) {
        if (!TemplateTypes.STACK_FIELDS.containsKey(field)) {
            faults.add("stack has no field " + field + "; known: " + sorted(TemplateTypes.STACK_FIELDS.keySet()));
        }
    }

    private void parameter(String name) {
        if (!ParameterTypes.has(parameters, name)) {
            faults.add("unknown parameter " + name + "; known: " + String.join(", ", ParameterTypes.names(parameters)));
        }
    }

    private void component(String name, CelNavigableExpr selection) {
        ComponentKind kind = kinds.get(name);
        if (kind == null) {
            faults.add("unknown component " + name + "; known: " + String.join(", ", kinds.keySet()));
            return;
        }
        components.add(name);
        Optional<String> output =
                selectionOf(selection).map(inner -> inner.expr().select().field());
        if (output.isPresent() && !kind.outputs().containsKey(output.get())) {
            faults.add("a component of kind " + kind.label() + " has no output " + output.get() + "; known: "
                    + sorted(kind.outputs().keySet()));
        }
    }

    private static Optional<CelNavigableExpr> selectionOf(CelNavigableExpr node) {
        return node.parent().filter(parent -> parent.getKind() == Kind.SELECT);
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
