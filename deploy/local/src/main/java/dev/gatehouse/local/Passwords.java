package dev.gatehouse.local;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes passwords that need no quoting anywhere: 128 bits as hexadecimal digits; and keys. */
public final class Passwords {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    public static String random() {
        return HexFormat.of().formatHex(bytes(16));
    }

    /** As many random bytes, for keys. */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
