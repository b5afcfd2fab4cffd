package dev.gatehouse.messaging.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Deterministic ids: UUID version 5 (RFC 9562, section 5.5), so that whoever derives one twice gets the same one. */
public final class EventIds {
    /** UUIDv5 of {@code https://gatehouse.dev/events} in the URL namespace of RFC 9562, appendix C. */
    private static final UUID NAMESPACE =
            uuid5(UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "https://gatehouse.dev/events");

    private EventIds() {}

    /** The id of the fact that step {@code step} of attempt {@code attempt} of an operation tells. */
    public static UUID of(String operation, int attempt, String step) {
        return derived(operation, Integer.toString(attempt), step);
    }

    /** The id derived from {@code parts}; lists of parts that differ give different ids. */
    public static UUID derived(String... parts) {
        StringBuilder name = new StringBuilder();
        for (String part : parts) {
            // The length keeps ("a", "b/c") and ("a/b", "c") apart.
            name.append(part.length()).append(':').append(part).append('/');
        }
        return uuid5(NAMESPACE, name.toString());
    }

    static UUID uuid5(UUID namespace, String name) {
        byte[] hash = sha1(
                ByteBuffer.allocate(16)
                        .putLong(namespace.getMostSignificantBits())
                        .putLong(namespace.getLeastSignificantBits())
                        .array(),
                name.getBytes(StandardCharsets.UTF_8));
        ByteBuffer first16 = ByteBuffer.wrap(hash);
        long high = (first16.getLong() & ~0xF000L) | 0x5000L;
        long low = (first16.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] namespace, byte[] name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(namespace);
            return digest.digest(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
