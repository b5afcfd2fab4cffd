package dev.gatehouse.request.problem.http;

import dev.gatehouse.request.problem.model.Problem;

/** The problems that the HTTP layer itself finds, by status. */
final class StatusProblems {
    private StatusProblems() {}

    static final Problem UNAUTHENTICATED = Problem.of(
            401,
            "unauthenticated",
            "A valid token is needed",
            "Send a bearer token of the platform's OpenID provider that has not expired.");
    static final Problem FORBIDDEN = Problem.of(
            403,
            "forbidden",
            "Not allowed",
            "Your token has no role that this route asks for. Ask a platform engineer.");
    static final Problem TOO_LARGE = Problem.of(
            413, "too-large", "The body is too large", "Send less; a template may have 512 KB, anything else 256 KB.");
    static final Problem UNAVAILABLE = Problem.of(
            503,
            "unavailable",
            "The service cannot reach its database",
            "Nothing was changed for sure only if you send the request again with the same Idempotency-Key. Try again"
                    + " after the time that Retry-After gives.");
    static final Problem INTERNAL = Problem.of(
            500, "internal", "Something is wrong on our side", "Try again later, and tell the platform team.");

    static Problem of(int status) {
        return switch (status) {
            case 400 -> Problem.of(400, "bad-request", "The request cannot be read", "Check path, query and headers.");
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 ->
                Problem.of(404, "not-found", "No such resource", "Check the path; /q/openapi lists the routes.");
            case 405 ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "The route has no such method",
                        "The header Allow lists its methods.");
            case 406 ->
                Problem.of(
                        406,
                        "not-acceptable",
                        "No such representation",
                        "Ask for application/json, or leave Accept out.");
            case 413 -> TOO_LARGE;
            case 415 ->
                Problem.of(
                        415,
                        "unsupported-media-type",
                        "The body's media type is not read here",
                        "Send application/json; templates may also be application/yaml, changes application/merge-patch+json.");
            case 503 -> UNAVAILABLE;
            default ->
                status >= 500
                        ? INTERNAL
                        : Problem.of(status, "refused", "The request was refused", "Check the request.");
        };
    }
}
