package dev.gatehouse.ownership.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/**
 * Problem details (RFC 9457).
 *
 * @param type stable: clients may decide by it
 * @param detail says what to do
 * @param errors the fields at fault; left out if there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(URI type, String title, int status, String detail, List<FieldError> errors) {

    private static final String MEDIA_TYPE = "application/problem+json";

    /**
     * A field of the body that is at fault.
     *
     * @param pointer a JSON pointer (RFC 6901)
     */
    public record FieldError(String pointer, String detail) {}

    public static Problem of(int status, String slug, String title, String detail, FieldError... errors) {
        return new Problem(
                URI.create("https://gatehouse.dev/problems/" + slug), title, status, detail, List.of(errors));
    }

    public Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(this);
        return (status == 401 ? response.header("WWW-Authenticate", "Bearer") : response).build();
    }

    public WebApplicationException exception() {
        return new WebApplicationException(detail, response());
    }
}
