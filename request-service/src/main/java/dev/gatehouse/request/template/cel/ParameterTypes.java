package dev.gatehouse.request.template.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CEL's view of a JSON Schema: what it fixes is checked at release, what it leaves open is dynamic. */
final class ParameterTypes {
    private static final Set<String> OPENING = Set.of(
            "$ref",
            "$dynamicRef",
            "allOf",
            "anyOf",
            "oneOf",
            "if",
            "patternProperties",
            "dependentSchemas",
            "unevaluatedProperties");

    private final Map<String, StructType> structs;

    /** @param structs where the types of objects are collected, by name */
    ParameterTypes(Map<String, StructType> structs) {
        this.structs = structs;
    }

    CelType of(String name, Object schema) {
        if (!(schema instanceof Map<?, ?> object) || object.containsKey("$ref")) {
            return SimpleType.DYN;
        }
        return switch (String.valueOf(object.get("type"))) {
            case "string" -> SimpleType.STRING;
            case "integer" -> SimpleType.INT;
            case "boolean" -> SimpleType.BOOL;
            // JSON writes the number 2.0 as 2 too, which CEL would read as an integer: dynamic bears both.
            case "number" -> SimpleType.DYN;
            case "array" -> ListType.create(element(name, object));
            case "object" ->
                isClosed(object) ? closed(name, object) : MapType.create(SimpleType.STRING, SimpleType.DYN);
            default -> SimpleType.DYN;
        };
    }

    private CelType element(String name, Map<?, ?> array) {
        Object items = array.get("items");
        return items == null || array.containsKey("prefixItems") ? SimpleType.DYN : of(name + ".item", items);
    }

    private StructType closed(String name, Map<?, ?> object) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        if (object.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((key, schema) -> fields.put(String.valueOf(key), of(name + "." + key, schema)));
        }
        StructType type = struct(name, fields);
        structs.put(name, type);
        return type;
    }

    static StructType struct(String name, Map<String, CelType> fields) {
        ImmutableMap<String, CelType> fixed = ImmutableMap.copyOf(fields);
        return StructType.create(name, fixed.keySet(), field -> Optional.ofNullable(fixed.get(field)));
    }

    /** True where every field that a value can have is among the properties, or would be a mistake. */
    private static boolean isClosed(Map<?, ?> object) {
        Object additional = object.get("additionalProperties");
        boolean none = additional == null || Boolean.FALSE.equals(additional);
        return none && OPENING.stream().noneMatch(object::containsKey);
    }

    /** Whether a name can be selected of such an object. */
    static boolean has(Map<String, Object> schema, String name) {
        Object properties = schema.get("properties");
        return !isClosed(schema) || properties instanceof Map<?, ?> known && known.containsKey(name);
    }

    static List<String> names(Map<String, Object> schema) {
        return schema.get("properties") instanceof Map<?, ?> known
                ? known.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }
}
