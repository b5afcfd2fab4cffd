package dev.gatehouse.request.problem.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a problem on the wire. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "errors"})
public record ProblemBody(URI type, String title, int status, String detail, List<Fault> errors) {

    /** One faulty field. An empty pointer names the whole body, so it is always written. */
    public record Fault(
            @JsonInclude String pointer,
            String detail,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer line) {

        static Fault of(FieldError error) {
            return new Fault(error.pointer(), error.detail(), error.line());
        }
    }

    public static ProblemBody of(Problem problem) {
        return new ProblemBody(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.errors().stream().map(Fault::of).toList());
    }
}
