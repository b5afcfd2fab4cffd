package dev.gatehouse.request.problem.model;

import org.jspecify.annotations.Nullable;

/**
 * One fault at one place of what was sent.
 *
 * @param pointer the place as a JSON pointer (RFC 6901); empty for the whole
 * @param detail what is wrong and what to write instead
 * @param line the line in the text as it was written, from 1; null where the text has no meaningful lines (JSON)
 */
public record FieldError(
        String pointer, String detail, @Nullable Integer line) {

    public FieldError(String pointer, String detail) {
        this(pointer, detail, null);
    }
}
