package dev.gatehouse.provisioner.rendering.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.gatehouse.provisioner.rendering.model.Reference;
import dev.gatehouse.provisioner.rendering.model.Reference.Variable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters and the outputs of components that an expression refers to, read from its syntax tree. A reference ends
 * where it stops being a plain selection: {@code parameters.a[parameters.b]} refers to {@code /a} and {@code /b}.
 */
record References(Set<Reference> all, boolean selectionOnly) {

    static References in(CelAbstractSyntaxTree tree) {
        CelNavigableExpr root = CelNavigableAst.fromAst(tree).getRoot();
        Set<Reference> all = new HashSet<>();
        root.allNodes().forEach(node -> variable(node.expr())
                .map(variable -> longestSelection(node, variable))
                .ifPresent(all::add));
        return new References(Set.copyOf(all), selected(root.expr()).isPresent());
    }

    private static Reference longestSelection(CelNavigableExpr identifier, Reference variable) {
        Reference longest = variable;
        CelNavigableExpr node = identifier;
        while (node.parent().isPresent()) {
            node = node.parent().get();
            if (node.getKind() == Kind.SELECT && node.expr().select().testOnly()) {
                return longest.child(node.expr().select().field()); // asked is whether just this one is there
            }
            Optional<Reference> longer = selected(node.expr());
            if (longer.isEmpty()) {
                break;
            }
            longest = longer.get();
        }
        return longest;
    }

    /** The whole of a variable that fields are traced to, if the expression is nothing but its name. */
    private static Optional<Reference> variable(CelExpr expression) {
        if (expression.getKind() != Kind.IDENT) {
            return Optional.empty();
        }
        return switch (expression.ident().name()) {
            case "parameters" -> Optional.of(Reference.to(Variable.PARAMETERS));
            case "components" -> Optional.of(Reference.to(Variable.OUTPUTS));
            default -> Optional.empty();
        };
    }

    /** What is referred to, if the expression is nothing but its selection by {@code .name} or {@code ["name"]}. */
    private static Optional<Reference> selected(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> variable(expression);
            case SELECT ->
                expression.select().testOnly()
                        ? Optional.empty()
                        : selected(expression.select().operand())
                                .map(operand ->
                                        operand.child(expression.select().field()));
            case CALL -> indexed(expression.call());
            default -> Optional.empty();
        };
    }

    private static Optional<Reference> indexed(CelExpr.CelCall call) {
        if (!call.function().equals("_[_]") || call.args().get(1).getKind() != Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant index = call.args().get(1).constant();
        Optional<Reference> operand = selected(call.args().get(0));
        return switch (index.getKind()) {
            case STRING_VALUE -> operand.map(reference -> reference.child(index.stringValue()));
            case INT64_VALUE -> operand.map(reference -> reference.child(Long.toString(index.int64Value())));
            default -> Optional.empty();
        };
    }
}
