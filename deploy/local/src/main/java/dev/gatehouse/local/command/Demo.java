package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.PlatformState;
import dev.gatehouse.local.platform.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tells the story against a running platform: a developer requests a stack, has it and changes
 * it. Each step is observed from
 * outside, over HTTP, JDBC and Git; the first that does not show ends the demo with exit code 1.
 */
final class Demo {

    private static final String DELETE = "--delete";
    private static final String USER = "dana";

    private final PlatformSettings settings;

    Demo(PlatformSettings settings) {
        this.settings = settings;
    }

    /** @param arguments {@code --delete}: the stack is deleted at the end, instead of left running */
    int run(List<String> arguments) {
        if (!arguments.isEmpty() && !arguments.equals(List.of(DELETE))) {
            throw new Refusal("Usage: deploy/demo [" + DELETE + "]");
        }
        boolean deleting = arguments.contains(DELETE);
        PlatformState platform = RunningPlatform.of(settings);
        URI frontDoor = URI.create(platform.frontDoor());
        Caller dana = Caller.signIn(frontDoor, USER);
        String stack = request(dana);
        StackWatch watch = new StackWatch(dana, stack);
        Proof.step("Its timeline:");
        JsonNode ready = watch.ready(1);
        JsonNode outputs = ready.path("outputs");
        Proof.step("The stack's outputs:");
        outputs.properties()
                .forEach(output ->
                        Proof.detail(output.getKey() + " = " + output.getValue().asText()));
        JsonNode secret = secret(dana, outputs);
        new DatabaseProof(outputs, secret).show();
        new CommitProof(URI.create(platform.repository()), outputs, stack).show();
        new DemoChange(dana, stack, watch).show();
        refusal(Caller.signIn(frontDoor, "otis"), stack);
        if (deleting) {
            delete(dana, stack, watch);
        }
        sayHowToGoOn(platform, stack);
        return 0;
    }

    private static String request(Caller dana) {
        String name = "demo-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> wish = Map.of(
                "name", name, "team", "checkout", "template", "web-stack", "version", "1.0.0", "parameters", Map.of());
        Answer accepted = dana.post("/api/v1/stacks", wish, Map.of("Idempotency-Key", name));
        Proof.holds(accepted.status() == 202, "the request is accepted, but the answer was " + accepted.problem());
        String id = accepted.body().path("id").asText();
        Proof.step(USER + " of team checkout requested the stack " + name + " (web-stack 1.0.0, no parameters): 202, "
                + accepted.location().orElse("no Location"));
        return id;
    }

    private static JsonNode secret(Caller dana, JsonNode outputs) {
        String reference = outputs.path("databaseSecret").asText();
        Answer secret = dana.get("/api/v1/secrets/" + reference);
        Proof.holds(secret.isSuccess(), "the owner reads the secret, but the answer was " + secret.problem());
        Proof.step(USER + " fetched the secret " + reference + " (the reading is audited)");
        return secret.body();
    }

    private static void refusal(Caller otis, String stack) {
        Answer refused = otis.get("/api/v1/stacks/" + stack);
        Proof.holds(refused.status() == 403, "another team is refused, but the answer was " + refused.status());
        Proof.step("otis of team payments was refused the stack: " + refused.problem());
    }

    private static void delete(Caller dana, String stack, StackWatch watch) {
        Answer accepted = dana.delete("/api/v1/stacks/" + stack);
        Proof.holds(accepted.status() == 202, "the deletion is accepted, but the answer was " + accepted.problem());
        Proof.step(USER + " deleted the stack: 202");
        watch.deleted(accepted.body().at("/operation/number").asInt());
        Proof.step("Nothing of the stack exists any more");
    }

    private static void sayHowToGoOn(PlatformState platform, String stack) {
        Proof.step("Every step was observed. The platform goes on running:");
        Proof.detail("deploy/token dana       prints a token (also otis, pia)");
        Proof.detail("curl -H \"Authorization: Bearer $(deploy/token dana)\" " + platform.frontDoor()
                + "/api/v1/stacks/" + stack + "/timeline");
        platform.services()
                .forEach((name, service) -> Proof.detail(String.format("%-12s", name) + service.uri() + "/q/openapi"));
        Proof.detail("temporal    " + platform.temporal() + ", " + platform.temporalKind());
        Proof.detail("git log     " + platform.repository());
        Proof.detail("deploy/down             stops it; the data stays");
    }

    /** How a step is shown, and how the demo ends when one does not show. */
    static final class Proof {

        private Proof() {}

        static void step(String what) {
            System.out.println("✔ " + what);
        }

        static void detail(String what) {
            System.out.println("    " + what);
        }

        static void holds(boolean observed, String expectation) {
            if (!observed) {
                throw new Refusal("The demo expected that " + expectation);
            }
        }
    }
}
