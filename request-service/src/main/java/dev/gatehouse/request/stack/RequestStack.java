package dev.gatehouse.request.stack;

import dev.gatehouse.request.stack.model.ShownPlan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request a stack.
 *
 * @param version a release of the template; null for the newest
 * @param parameters what the team sets; checked against the release's schema
 * @param environment decides on which targets the stack is made
 * @param adopt the components that take over what is there before, instead of being made; empty as a rule
 * @param plan the plan that is to be carried out, just that or nothing; null for whatever the request needs
 */
public record RequestStack(
        String name,
        String team,
        String template,
        @Nullable String version,
        Map<String, Object> parameters,
        String environment,
        Map<String, String> labels,
        List<String> adopt,
        @Nullable ShownPlan plan) {

    /** The environment of those who name none. */
    public static final String DEFAULT_ENVIRONMENT = "development";
}
