package dev.gatehouse.provisioner.provisioning.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document as one text: the same for two that say the same ({@link SameValues}), another one for any others, since each
 * part begins with its length.
 */
final class CanonicalText {
    private final StringBuilder text = new StringBuilder();

    private CanonicalText() {}

    static String sha256(Object document) {
        CanonicalText canonical = new CanonicalText();
        canonical.write(document);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] bytes = canonical.text.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(sha256.digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private void write(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
            text.append('{').append(sorted.size());
            sorted.forEach((name, member) -> {
                write(name);
                write(member);
            });
        } else if (node instanceof List<?> list) {
            text.append('[').append(list.size());
            list.forEach(this::write);
        } else if (node instanceof Number number) {
            write('n', new BigDecimal(number.toString()).stripTrailingZeros().toString());
        } else if (node == null) {
            text.append('0');
        } else {
            write(node instanceof Boolean ? 'b' : 's', node.toString());
        }
    }

    private void write(char kind, String value) {
        text.append(kind).append(value.length()).append(':').append(value);
    }
}
