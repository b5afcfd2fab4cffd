package dev.gatehouse.request.stack.json;

import dev.gatehouse.request.document.json.JsonDocuments;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.schema.DocumentSchema;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.PlanChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads which change of a stack is to be planned, strictly. */
@ApplicationScoped
public class StackPlanJson {
    private static final Limits LIMITS = new Limits(2_000, 256 * 1024);

    private final DocumentSchema schema = DocumentSchema.resource("/schemas/stack-plan.json");

    /**
     * The change; empty where no stack is named, so that it must be a request.
     *
     * @throws Refusal where the bytes are not JSON, too many, or name a stack but no change of it
     */
    public Optional<PlanChange> read(byte[] bytes) {
        if (!(JsonDocuments.read(bytes, LIMITS).value() instanceof Map<?, ?> body) || !body.containsKey("stackId")) {
            return Optional.empty();
        }
        List<FieldError> faults = schema.check(body);
        if (!faults.isEmpty()) {
            throw new Refusal(Problem.of(
                            422,
                            "invalid-plan",
                            "The change has faults",
                            "Correct the fields listed in errors and ask again.")
                    .at(faults));
        }
        return Optional.of(new PlanChange(
                UUID.fromString(String.valueOf(body.get("stackId"))),
                (String) body.get("version"),
                object(body.get("parameters"))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
