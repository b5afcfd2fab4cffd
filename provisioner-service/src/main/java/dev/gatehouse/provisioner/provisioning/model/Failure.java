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

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    }
}
