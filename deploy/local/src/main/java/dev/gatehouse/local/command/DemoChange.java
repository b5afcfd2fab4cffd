package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import java.util.List;
import java.util.Map;

/** Changes one parameter of the demo's stack: first the plan, then the change, which runs what the plan said and no more. */
final class DemoChange {
    private static final Map<String, Object> PARAMETERS = Map.of("replicas", 3);
    private static final List<String> AFFECTED = List.of("application");
    private static final int NUMBER = 2;

    private final Caller caller;
    private final String stack;
    private final StackWatch watch;

    DemoChange(Caller caller, String stack, StackWatch watch) {
        this.caller = caller;
        this.stack = stack;
        this.watch = watch;
    }

    void show() {
        String shown = plan();
        Answer accepted = caller.patch("/api/v1/stacks/" + stack, Map.of("parameters", PARAMETERS, "plan", shown));
        Demo.Proof.holds(accepted.status() == 202, "the change is accepted, but the answer was " + accepted.problem());
        Demo.Proof.step("Asked for just that, with the digest of the plan: 202");
        JsonNode changed = watch.ready(NUMBER);
        Demo.Proof.holds(
                changed.path("generation").asInt() == 2
                        && changed.at("/parameters/replicas").asInt() == 3,
                "the stack has its new parameters in generation 2, but it is " + changed);
        List<String> made = watch.made(NUMBER);
        Demo.Proof.holds(made.equals(AFFECTED), "only " + AFFECTED + " was made again, but it was " + made);
        Demo.Proof.step("Only the component application ran; the stack is in generation 2 with replicas = 3");
    }

    /** The plan's digest. */
    private String plan() {
        Answer plan = caller.post("/api/v1/stacks:plan", Map.of("stackId", stack, "parameters", PARAMETERS), Map.of());
        Demo.Proof.holds(plan.isSuccess(), "the change is planned, but the answer was " + plan.problem());
        Demo.Proof.step("What replicas = 3 would do, asked before anything is done:");
        for (JsonNode component : plan.body().path("components")) {
            String name = component.path("name").asText();
            String change = component.path("change").asText();
            Demo.Proof.holds(
                    change.equals(AFFECTED.contains(name) ? "changed" : "unchanged"),
                    "only " + AFFECTED + " changes, but the plan of " + name + " says " + change);
            Demo.Proof.detail(name + ": " + change);
            component.path("resources").forEach(resource -> resource.path("differences")
                    .forEach(difference ->
                            Demo.Proof.detail("  " + difference.path("field").asText() + ": "
                                    + difference.path("live").asText() + " -> "
                                    + difference.path("desired").asText())));
        }
        return plan.body().path("digest").asText();
    }
}
