package dev.gatehouse.request.template.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.compiler.CelCompiler;
import dev.gatehouse.request.template.Expressions.Finding;
import dev.gatehouse.request.template.Expressions.Judge;
import dev.gatehouse.request.template.model.ComponentKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges an expression in three steps: it must parse, its names must exist, its types must fit. Names come before types
 * because "unknown component" helps more than CEL's "undefined field".
 */
final class CelJudge implements Judge {
    private static final Set<CelKind> SCALARS =
            Set.of(CelKind.STRING, CelKind.INT, CelKind.UINT, CelKind.BOOL, CelKind.DOUBLE, CelKind.DYN);

    private final CelCompiler compiler;
    private final Map<String, Object> parameters;
    private final Map<String, ComponentKind> components;

    CelJudge(CelCompiler compiler, Map<String, Object> parameters, Map<String, ComponentKind> components) {
        this.compiler = compiler;
        this.parameters = parameters;
        this.components = components;
    }

    @Override
    public Finding judge(String source, boolean insideText) {
        CelValidationResult parsed = compiler.parse(source);
        if (parsed.hasError()) {
            return new Finding(Set.of(), faults(source, parsed));
        }
        References references = References.in(tree(parsed), parameters, components);
        if (!references.faults().isEmpty()) {
            return new Finding(references.components(), references.faults());
        }
        CelValidationResult checked = compiler.check(tree(parsed));
        if (checked.hasError()) {
            return new Finding(references.components(), faults(source, checked));
        }
        return new Finding(references.components(), insideText ? scalarFaults(source, tree(checked)) : List.of());
    }

    private static List<String> scalarFaults(String source, CelAbstractSyntaxTree checked) {
        CelKind kind = checked.getResultType().kind();
        return SCALARS.contains(kind)
                ? List.of()
                : List.of("${" + source + "} is a " + checked.getResultType().name()
                        + " and cannot stand inside a text; let it be the whole value");
    }

    private static List<String> faults(String source, CelValidationResult result) {
        return result.getErrors().stream()
                .map(issue -> fault(source, issue))
                .distinct()
                .toList();
    }

    private static String fault(String source, CelIssue issue) {
        int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
        return "${" + source + "}, column " + column + ": " + issue.getMessage();
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("a result without errors has a tree", impossible);
        }
    }
}
