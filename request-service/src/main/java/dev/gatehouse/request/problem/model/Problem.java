package dev.gatehouse.request.problem.model;

import java.net.URI;
import java.util.List;

/**
 * Problem details of RFC 9457.
 *
 * @param status the HTTP status
 * @param slug the stable last part of {@code type}; clients may branch on it
 * @param title the same for every problem of this type
 * @param detail what happened this time and what to do about it
 * @param errors the faulty fields, where fields are at fault
 */
public record Problem(int status, String slug, String title, String detail, List<FieldError> errors) {

    private static final String TYPES = "https://gatehouse.dev/problems/";

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(int status, String slug, String title, String detail) {
        return new Problem(status, slug, title, detail, List.of());
    }

    public Problem at(List<FieldError> faults) {
        return new Problem(status, slug, title, detail, faults);
    }

    public Problem at(String pointer, String fault) {
        return at(List.of(new FieldError(pointer, fault)));
    }

    /** Whether the same request may succeed a little later: too many were made, or something is away. */
    public boolean passes() {
        return status == 429 || status == 503;
    }

    public URI type() {
        return URI.create(TYPES + slug);
    }
}
