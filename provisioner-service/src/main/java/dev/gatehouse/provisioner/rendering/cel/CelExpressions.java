package dev.gatehouse.provisioner.rendering.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.gatehouse.provisioner.rendering.Expressions;
import dev.gatehouse.provisioner.rendering.model.RenderScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** CEL with its standard functions and macros, bounded in length, nesting and iterations. */
@ApplicationScoped
class CelExpressions implements Expressions {
    private static final MapType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(4096)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(1000)
            .maxRegexProgramSize(500)
            .build();

    private final CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("stack", OBJECT)
            .addVar("parameters", OBJECT)
            .addVar("components", MapType.create(SimpleType.STRING, OBJECT))
            .build();
    private final CelRuntime runtime =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(LIMITS).build();

    @Override
    public Evaluation evaluate(String source, RenderScope scope) {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(source).getAst();
            Object value = runtime.createProgram(tree)
                    .eval(Map.of(
                            "stack", CelValues.toCel(scope.stack()),
                            "parameters", CelValues.toCel(scope.parameters().values()),
                            "components", CelValues.toCel(scope.components())));
            ParameterReferences references = ParameterReferences.in(tree);
            return new Evaluation(CelValues.toJson(value), references.pointers(), references.selectionOnly());
        } catch (CelValidationException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        } catch (CelEvaluationException failed) {
            throw new IllegalArgumentException(failed.getMessage(), failed);
        }
    }
}
