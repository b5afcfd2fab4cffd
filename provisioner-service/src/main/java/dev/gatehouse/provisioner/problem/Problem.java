package dev.gatehouse.provisioner.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/**
 * A refusal that says what to do (RFC 9457).
 *
 * @param type stable, so that a client may decide by it
 * @param errors the fields at fault; left out where there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(URI type, String title, int status, String detail, List<Field> errors) {
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final String TYPES = "https://gatehouse.dev/problems/";

    /**
     * A field of the request that is at fault.
     *
     * @param pointer its JSON pointer (RFC 6901)
     */
    public record Field(String pointer, String detail) {}

    public static Problem of(int status, String slug, String title, String detail) {
        return new Problem(URI.create(TYPES + slug), title, status, detail, List.of());
    }

    public static Problem ofFields(List<Field> errors) {
        return new Problem(
                URI.create(TYPES + "invalid-field"),
                "A field is not valid",
                400,
                "Correct the fields named in errors.",
                errors);
    }

    public Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(this);
        if (status == 401) {
            response.header("WWW-Authenticate", "Bearer");
        } else if (status == 429 || status == 503) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    public WebApplicationException exception() {
        return new WebApplicationException(detail, response());
    }
}
