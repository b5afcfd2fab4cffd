package dev.gatehouse.provisioner.rendering.cel;

import com.google.protobuf.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON's values and CEL's. CEL knows 64-bit integers only and has a null of its own. */
final class CelValues {
    private CelValues() {}

    static Object toCel(@Nullable Object json) {
        if (json == null) {
            return NullValue.NULL_VALUE;
        }
        if (json instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((name, value) -> result.put(String.valueOf(name), toCel(value)));
            return result;
        }
        if (json instanceof List<?> list) {
            return list.stream().map(CelValues::toCel).toList();
        }
        if (json instanceof Integer || json instanceof Short || json instanceof Byte) {
            return ((Number) json).longValue();
        }
        if (json instanceof Number number && !(json instanceof Long)) {
            return number.doubleValue();
        }
        return json;
    }

    static @Nullable Object toJson(@Nullable Object value) {
        if (value == null || value instanceof NullValue || value instanceof dev.cel.common.values.NullValue) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((name, member) -> result.put(memberName(name), toJson(member)));
            return result;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>();
            list.forEach(member -> result.add(toJson(member)));
            return result;
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Number unsigned) {
            return unsigned.longValue();
        }
        throw new IllegalArgumentException(
                "yields " + value.getClass().getSimpleName() + ", which JSON cannot hold; convert it with string(...)");
    }

    private static String memberName(Object name) {
        if (name instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("yields a map whose keys are not strings");
    }
}
