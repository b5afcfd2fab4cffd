package dev.gatehouse.provisioner.provisioning.model;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large outputs are. They travel in events, which carry references and counts and must fit into a Kafka record: one
 * that does not would hold up every later fact of its stack.
 */
public final class OutputSize {
    public static final int MAX_BYTES = 64 * 1024;

    private OutputSize() {}

    public static boolean fits(Map<String, @Nullable Object> outputs) {
        return bytes(outputs) <= MAX_BYTES;
    }

    private static long bytes(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                    .sum();
        }
        if (node instanceof Iterable<?> list) {
            long sum = 0;
            for (Object member : list) {
                sum += bytes(member);
            }
            return sum;
        }
        return String.valueOf(node).getBytes(StandardCharsets.UTF_8).length;
    }
}
