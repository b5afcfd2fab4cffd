package dev.gatehouse.messaging.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Text of a record as a column can hold it. A record from outside may contain what PostgreSQL refuses (the character
 * NUL) or cannot index (long text); keeping the dead letter must never fail for that. The record's value and headers
 * are kept as bytes and stay as they were.
 */
final class StorableText {
    /** Aggregate, source and key: an index row holds about 2700 bytes, a character has up to four. */
    static final int NAME = 200;

    static final int SENTENCE = 2000;

    private StorableText() {}

    static @Nullable String name(@Nullable String text) {
        return text == null ? null : cut(text, NAME);
    }

    static String sentence(String text) {
        return cut(text, SENTENCE);
    }

    /** Whether {@code text} would be kept as it is. */
    static boolean fits(String text) {
        return text.length() <= NAME && text.indexOf('\0') < 0;
    }

    private static String cut(String text, int longest) {
        String kept = text.length() > longest ? text.substring(0, longest) : text;
        return kept.replace('\0', '\uFFFD');
    }
}
