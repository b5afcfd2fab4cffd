package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.Nullable;

/**
 * Why an operation failed.
 *
 * @param component the component that failed; null where none did
 * @param reason what went wrong, without secrets
 * @param remedy what somebody can do about it
 */
public record Failure(@Nullable String component, String reason, String remedy) {
    private static final int MAX_LENGTH = 2000;

    public Failure {
        reason = cut(reason);
        remedy = cut(remedy);
    }

    /** The same for a place behind another failure's remedy, with a blank before it and not long. */
    public String asSentence() {
        String where = component == null ? "" : component + ": ";
        return cut(" The way back failed first with: " + where + reason + "; " + remedy, MAX_LENGTH / 4);
    }

    private static String cut(String text) {
        return cut(text, MAX_LENGTH);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
