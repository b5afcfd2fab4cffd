package dev.gatehouse.request.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The id of a stack that was ordered by an event: UUID version 5 (RFC 9562) of producer and event id. */
final class OrderedStack {
    /** The name space of intake orders: a version 5 UUID of the URL of the intake's event type. */
    private static final UUID NAME_SPACE =
            version5(UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "https://gatehouse.dev/intake");

    private OrderedStack() {}

    /** A producer's name holds no line end, so no two pairs have the same text. */
    static UUID id(String producer, String eventId) {
        return version5(NAME_SPACE, producer + "\n" + eventId);
    }

    private static UUID version5(UUID nameSpace, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer input = ByteBuffer.allocate(16 + text.length)
                .putLong(nameSpace.getMostSignificantBits())
                .putLong(nameSpace.getLeastSignificantBits())
                .put(text);
        ByteBuffer hash = ByteBuffer.wrap(sha1(input.array()));
        long high = hash.getLong() & ~0xf000L | 0x5000L;
        long low = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(input);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }
}
