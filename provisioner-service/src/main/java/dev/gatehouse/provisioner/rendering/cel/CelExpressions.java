package dev.gatehouse.provisioner.rendering.cel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    private static final int MOST_KEPT = 2_000;

    private final CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("stack", OBJECT)
            .addVar("parameters", OBJECT)
            .addVar("components", MapType.create(SimpleType.STRING, OBJECT))
            .build();
    private final CelRuntime runtime =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(LIMITS).build();

    /** Parsing and checking costs a hundred times what evaluating does, and a release's expressions never change. */
    private final Cache<String, Compiled> compiled =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    @Override
    public Evaluation evaluate(String source, RenderScope scope) {
        try {
            Compiled expression = compiled(source);
            Object value = expression
                    .program()
                    .eval(Map.of(
                            "stack", CelValues.toCel(scope.stack()),
                            "parameters", CelValues.toCel(scope.parameters().values()),
                            "components", CelValues.toCel(scope.components())));
            References references = expression.references();
            return new Evaluation(CelValues.toJson(value), references.all(), references.selectionOnly());
        } catch (CelValidationException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        } catch (CelEvaluationException failed) {
            throw new IllegalArgumentException(failed.getMessage(), failed);
        }
    }

    private Compiled compiled(String source) throws CelValidationException, CelEvaluationException {
        Compiled known = compiled.getIfPresent(source);
        if (known != null) {
            return known;
        }
        CelAbstractSyntaxTree tree = compiler.compile(source).getAst();
        Compiled fresh = new Compiled(runtime.createProgram(tree), References.in(tree));
        compiled.put(source, fresh);
        return fresh;
    }

    /** Safe for use by many threads: a program keeps nothing of an evaluation. */
    private record Compiled(CelRuntime.Program program, References references) {}
}
