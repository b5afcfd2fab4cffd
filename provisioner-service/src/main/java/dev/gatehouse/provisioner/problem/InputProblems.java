package dev.gatehouse.provisioner.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.gatehouse.provisioner.problem.Problem.Field;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Requests that cannot be read. */
class InputProblems {

    @ServerExceptionMapper
    Response wrongField(MismatchedInputException mismatch) {
        String pointer = mismatch.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
        String detail = mismatch instanceof UnrecognizedPropertyException
                ? "is not known here; leave it out"
                : "has a value of the wrong type";
        return Problem.ofFields(List.of(new Field(pointer, detail))).response();
    }

    @ServerExceptionMapper
    Response brokenRule(ConstraintViolationException broken) {
        return Problem.ofFields(broken.getConstraintViolations().stream()
                        .map(violation -> new Field("/" + lastName(violation), violation.getMessage()))
                        .toList())
                .response();
    }

    /** The parameter's or the field's own name; a violation's path begins with the method's. */
    private static String lastName(ConstraintViolation<?> violation) {
        String name = "";
        for (Path.Node node : violation.getPropertyPath()) {
            name = String.valueOf(node.getName());
        }
        return name;
    }

    /** What JAX-RS itself refuses: no such route, method or media type, a body that is no JSON. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refused) {
        if (refused.getResponse().hasEntity()) {
            return refused.getResponse();
        }
        if (refused.getCause() instanceof MismatchedInputException mismatch) {
            return wrongField(mismatch);
        }
        if (refused.getCause() instanceof JsonProcessingException) {
            return Problem.of(400, "malformed-body", "The body is not JSON", "Send one valid JSON object.")
                    .response();
        }
        Response.StatusType status = refused.getResponse().getStatusInfo();
        String slug = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        return Problem.of(
                        status.getStatusCode(),
                        slug,
                        status.getReasonPhrase(),
                        "GET /q/openapi lists the routes, methods and media types of this service.")
                .response();
    }
}
