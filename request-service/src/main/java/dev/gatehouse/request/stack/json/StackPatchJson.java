package dev.gatehouse.request.stack.json;

import dev.gatehouse.request.document.json.JsonDocuments;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.schema.DocumentSchema;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.ShownPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a change of a stack, a JSON merge patch (RFC 7396), strictly. */
@ApplicationScoped
public class StackPatchJson {
    private static final Limits LIMITS = new Limits(2_000, 256 * 1024);

    private final DocumentSchema schema = DocumentSchema.resource("/schemas/stack-patch.json");

    /**
     * What is to change; null for what stays.
     *
     * @param parameters a merge patch
     * @param plan the plan that is to be carried out; null for whatever the change needs
     */
    public record Patch(
            @Nullable Boolean deletionProtection,
            @Nullable Map<String, Object> parameters,
            @Nullable ShownPlan plan) {}

    /** @throws Refusal where the bytes are not JSON, too many, or no change of a stack */
    public Patch read(byte[] bytes) {
        Object value = JsonDocuments.read(bytes, LIMITS).value();
        ShownPlan plan = PlanMember.read(value);
        List<FieldError> faults = schema.check(value);
        if (!faults.isEmpty() || !(value instanceof Map<?, ?> patch)) {
            throw new Refusal(Problem.of(
                            422,
                            "invalid-patch",
                            "The change has faults",
                            "Correct the fields listed in errors and send the change again.")
                    .at(faults));
        }
        return new Patch((Boolean) patch.get("deletionProtection"), object(patch.get("parameters")), plan);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) value;
    }
}
