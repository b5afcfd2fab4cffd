package dev.gatehouse.request.stack.model;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan that somebody was shown and wants to have carried out, just that or nothing.
 *
 * @param operation the number of the stack's latest operation when it was made; 0 where there was no stack
 * @param digest what it shows, as the provisioner tells it
 */
public record ShownPlan(int operation, String digest) {
    private static final Pattern TEXT = Pattern.compile("(?<operation>0|[1-9][0-9]{0,8})-(?<digest>[0-9a-f]{64})");

    /** Of a stack that does not exist yet. */
    public static ShownPlan ofNew(String digest) {
        return new ShownPlan(0, digest);
    }

    public static ShownPlan of(Stack stack, String digest) {
        return new ShownPlan(stack.operation().number(), digest);
    }

    /** Empty where the text is none. */
    public static Optional<ShownPlan> parse(String text) {
        Matcher plan = TEXT.matcher(text);
        return plan.matches()
                ? Optional.of(new ShownPlan(Integer.parseInt(plan.group("operation")), plan.group("digest")))
                : Optional.empty();
    }

    public String text() {
        return operation + "-" + digest;
    }

    /**
     * For a stack that is requested.
     *
     * @throws Refusal if it is the plan of a change
     */
    public void mustBeOfNew() {
        if (operation != 0) {
            throw outdated(
                    "The plan is one of a change",
                    "Plan the request with POST /api/v1/stacks:plan without a stackId, and send the digest of that.");
        }
    }

    /**
     * For a stack that is to be changed; whoever asks holds it.
     *
     * @throws Refusal if an operation took the stack after the plan was made, or it is the plan of a request
     */
    public void mustBeOf(Stack stack) {
        Operation latest = stack.operation();
        if (operation != latest.number()) {
            UUID id = stack.origin().id();
            throw outdated(
                    "The stack has moved on since it was planned",
                    "The plan was made after operation " + operation + ", and the latest is now " + latest.number()
                            + " ("
                            + latest.kind().label() + "). Plan again with POST /api/v1/stacks:plan {\"stackId\": \""
                            + id
                            + "\", ...}, and send the digest of that.");
        }
    }

    private static Refusal outdated(String title, String detail) {
        return new Refusal(Problem.of(409, "plan-outdated", title, detail)
                .at("/plan", "is not the plan of what the stack is now"));
    }
}
