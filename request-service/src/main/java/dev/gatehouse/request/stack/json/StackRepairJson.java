package dev.gatehouse.request.stack.json;

import dev.gatehouse.request.document.json.JsonDocuments;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.schema.DocumentSchema;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads which components are to be made again, strictly. */
@ApplicationScoped
public class StackRepairJson {
    private static final Limits LIMITS = new Limits(200, 16 * 1024);

    private final DocumentSchema schema = DocumentSchema.resource("/schemas/stack-repair.json");

    /**
     * The components' names; null for all, which is also what no body says.
     *
     * @throws Refusal where the bytes are not JSON, too many, or no list of names
     */
    public @Nullable List<String> read(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        Object value = JsonDocuments.read(bytes, LIMITS).value();
        List<FieldError> faults = schema.check(value);
        if (!faults.isEmpty() || !(value instanceof Map<?, ?> body)) {
            throw new Refusal(Problem.of(
                            422,
                            "invalid-repair",
                            "The repair has faults",
                            "Name components of the stack, or none to repair all.")
                    .at(faults));
        }
        return body.get("components") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : null;
    }
}
