package dev.gatehouse.provisioner.rendering.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters that an expression refers to, read from its syntax tree. A reference ends where it stops being a plain
 * selection: {@code parameters.a[parameters.b]} refers to {@code /a} and {@code /b}.
 */
record ParameterReferences(Set<JsonPointer> pointers, boolean selectionOnly) {

    static ParameterReferences in(CelAbstractSyntaxTree tree) {
        CelNavigableExpr root = CelNavigableAst.fromAst(tree).getRoot();
        Set<JsonPointer> pointers = new HashSet<>();
        root.allNodes()
                .filter(node -> node.getKind() == Kind.IDENT
                        && node.expr().ident().name().equals("parameters"))
                .forEach(node -> pointers.add(longestSelection(node)));
        return new ParameterReferences(
                Set.copyOf(pointers), selected(root.expr()).isPresent());
    }

    private static JsonPointer longestSelection(CelNavigableExpr identifier) {
        JsonPointer pointer = JsonPointer.ROOT;
        CelNavigableExpr node = identifier;
        while (node.parent().isPresent()) {
            node = node.parent().get();
            Optional<JsonPointer> longer = selected(node.expr());
            if (longer.isEmpty()) {
                break;
            }
            pointer = longer.get();
        }
        return pointer;
    }

    /** The parameter, if the expression is nothing but its selection by {@code .name} or {@code ["name"]}. */
    private static Optional<JsonPointer> selected(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT ->
                expression.ident().name().equals("parameters") ? Optional.of(JsonPointer.ROOT) : Optional.empty();
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

    private static Optional<JsonPointer> indexed(CelExpr.CelCall call) {
        if (!call.function().equals("_[_]") || call.args().get(1).getKind() != Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant index = call.args().get(1).constant();
        Optional<JsonPointer> operand = selected(call.args().get(0));
        return switch (index.getKind()) {
            case STRING_VALUE -> operand.map(pointer -> pointer.child(index.stringValue()));
            case INT64_VALUE -> operand.map(pointer -> pointer.child(Long.toString(index.int64Value())));
            default -> Optional.empty();
        };
    }
}
