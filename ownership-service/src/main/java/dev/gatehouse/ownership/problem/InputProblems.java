package dev.gatehouse.ownership.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.gatehouse.ownership.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Input that cannot be read or that breaks a rule. */
class InputProblems {

    @ServerExceptionMapper
    Response rule(ConstraintViolationException broken) {
        FieldError[] errors = broken.getConstraintViolations().stream()
                .map(violation -> new FieldError(pointer(violation), violation.getMessage()))
                .toArray(FieldError[]::new);
        return Problem.of(400, "invalid-field", "A field is not valid", "Correct the fields named in errors.", errors)
                .response();
    }

    @ServerExceptionMapper
    Response field(MismatchedInputException mismatch) {
        String detail = mismatch instanceof UnrecognizedPropertyException
                ? "This field is not known here."
                : "This value is of another type than the field's.";
        return Problem.of(
                        400,
                        "invalid-field",
                        "A field is not valid",
                        "Correct the fields named in errors.",
                        new FieldError(pointer(mismatch), detail))
                .response();
    }

    /** Everything that JAX-RS itself refuses: no such route, method or media type, a body that is no JSON. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refused) {
        if (refused.getResponse().hasEntity()) {
            return refused.getResponse();
        }
        if (refused.getCause() instanceof JsonProcessingException) {
            return Problem.of(400, "malformed-body", "The body is not JSON", "Send one valid JSON object.")
                    .response();
        }
        Response.StatusType status = refused.getResponse().getStatusInfo();
        String slug =
                status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        return Problem.of(
                        status.getStatusCode(),
                        slug,
                        status.getReasonPhrase(),
                        "See /q/openapi for the routes, methods and media types of this service.")
                .response();
    }

    private static String pointer(JsonMappingException mismatch) {
        return mismatch.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    /** A violation's path begins with the method and its parameter; the fields of a body follow. */
    private static String pointer(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() == ElementKind.PROPERTY)
                .map(Path.Node::getName)
                .map(name -> "/" + name)
                .collect(Collectors.joining());
    }
}
