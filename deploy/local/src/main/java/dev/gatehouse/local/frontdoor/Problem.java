package dev.gatehouse.local.frontdoor;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The problem details (RFC 9457) that the front door itself answers with. */
enum Problem {
    NOT_FOUND(
            404,
            "not-found",
            "Nothing is here",
            "The front door forwards the paths below /api/v1 that the README lists; this is none of them."),
    MISDIRECTED(
            421,
            "misdirected-request",
            "This is not the address you asked for",
            "The front door answers to 127.0.0.1 and localhost only; a page that reached it under another name is refused."),
    TOO_LARGE(413, "too-large", "The body is too large", "A request through the front door may have a body of 1 MB."),
    SERVICE_UNAVAILABLE(
            503,
            "service-unavailable",
            "The service does not answer",
            "The service behind this path is not running or is just starting. Try again in a few seconds; its log tells more.");

    static final String MEDIA_TYPE = "application/problem+json";

    final int status;
    private final String slug;
    private final String title;
    private final String detail;

    Problem(int status, String slug, String title, String detail) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
    }

    Buffer body() {
        return new JsonObject()
                .put("type", "https://gatehouse.dev/problems/" + slug)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer();
    }
}
