package dev.gatehouse.request.stack.json;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.ShownPlan;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The member {@code plan} of a body: the digest of a plan, as it was answered. */
final class PlanMember {
    static final String NAME = "plan";

    private PlanMember() {}

    /**
     * Null where there is none.
     *
     * @throws Refusal where it is no digest
     */
    static @Nullable ShownPlan read(@Nullable Object body) {
        if (!(body instanceof Map<?, ?> members) || !members.containsKey(NAME)) {
            return null;
        }
        return Optional.ofNullable(members.get(NAME))
                .filter(String.class::isInstance)
                .flatMap(text -> ShownPlan.parse((String) text))
                .orElseThrow(() -> new Refusal(Problem.of(
                                400,
                                "invalid-plan",
                                "The plan cannot be read",
                                "Send the digest that POST /api/v1/stacks:plan answered as it is, or leave it out.")
                        .at("/" + NAME, "is no digest of a plan")));
    }
}
