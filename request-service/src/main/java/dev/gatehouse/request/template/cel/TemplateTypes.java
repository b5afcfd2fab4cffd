package dev.gatehouse.request.template.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.gatehouse.request.template.model.ComponentKind;
import dev.gatehouse.request.template.model.ComponentKind.OutputType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of one template's expressions, with their types. */
final class TemplateTypes {
    static final String STACK = "stack";
    static final String PARAMETERS = "parameters";
    static final String COMPONENTS = "components";

    private static final int LONGEST_EXPRESSION = 4096;
    private static final int DEEPEST_EXPRESSION = 50;

    static final Map<String, CelType> STACK_FIELDS = Map.of(
            "id", SimpleType.STRING,
            "name", SimpleType.STRING,
            "team", SimpleType.STRING,
            "environment", SimpleType.STRING,
            "namespace", SimpleType.STRING,
            "generation", SimpleType.INT,
            "labels", MapType.create(SimpleType.STRING, SimpleType.STRING));

    private TemplateTypes() {}

    static CelCompiler compiler(Map<String, Object> parameters, Map<String, ComponentKind> components) {
        Map<String, StructType> structs = new LinkedHashMap<>();
        StructType stack = add(structs, ParameterTypes.struct("gatehouse.Stack", STACK_FIELDS));
        CelType values = new ParameterTypes(structs).of("gatehouse.Parameters", parameters);
        StructType made = add(structs, ParameterTypes.struct("gatehouse.Components", outputs(structs, components)));
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setOptions(CelOptions.current()
                        .maxExpressionCodePointSize(LONGEST_EXPRESSION)
                        .maxParseRecursionDepth(DEEPEST_EXPRESSION)
                        .build())
                .setTypeProvider(provider(structs))
                .addVar(STACK, stack)
                .addVar(PARAMETERS, values)
                .addVar(COMPONENTS, made)
                .build();
    }

    private static Map<String, CelType> outputs(
            Map<String, StructType> structs, Map<String, ComponentKind> components) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        components.forEach((name, kind) -> {
            Map<String, CelType> outputs = new LinkedHashMap<>();
            kind.outputs().forEach((output, type) -> outputs.put(output, type(type)));
            fields.put(name, add(structs, ParameterTypes.struct("gatehouse.component." + name, outputs)));
        });
        return fields;
    }

    private static StructType add(Map<String, StructType> structs, StructType type) {
        structs.put(type.name(), type);
        return type;
    }

    private static CelType type(OutputType type) {
        return switch (type) {
            case TEXT -> SimpleType.STRING;
            case INTEGER -> SimpleType.INT;
        };
    }

    private static CelTypeProvider provider(Map<String, StructType> structs) {
        ImmutableMap<String, StructType> fixed = ImmutableMap.copyOf(structs);
        return new CelTypeProvider() {
            @Override
            public ImmutableCollection<CelType> types() {
                return ImmutableList.copyOf(fixed.values());
            }

            @Override
            public Optional<CelType> findType(String name) {
                return Optional.ofNullable(fixed.get(name));
            }
        };
    }
}
