package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.Patience;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.PlatformState;
import dev.gatehouse.local.platform.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Tells the story against a running platform: a developer requests a stack and has it. Each step is observed from
 * outside, over HTTP, JDBC and Git; the first that does not show ends the demo with exit code 1.
 */
final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String USER = "dana";

    private final PlatformSettings settings;

    Demo(PlatformSettings settings) {
        this.settings = settings;
    }

    int run() {
        PlatformState platform = RunningPlatform.of(settings);
        URI frontDoor = URI.create(platform.frontDoor());
        Caller dana = Caller.signIn(frontDoor, USER);
        String stack = request(dana);
        JsonNode ready = await(dana, stack);
        JsonNode outputs = ready.path("outputs");
        Proof.step("The stack's outputs:");
        outputs.properties()
                .forEach(output ->
                        Proof.detail(output.getKey() + " = " + output.getValue().asText()));
        JsonNode secret = secret(dana, outputs);
        new DatabaseProof(outputs, secret).show();
        new CommitProof(URI.create(platform.repository()), outputs, stack).show();
        refusal(Caller.signIn(frontDoor, "otis"), stack);
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

    /** Shows the timeline as it grows, and how far it all is, until the stack is ready or has failed. */
    private static JsonNode await(Caller dana, String stack) {
        Proof.step("Its timeline:");
        Timeline timeline = new Timeline(dana, stack);
        ProgressLine progress = new ProgressLine(dana, stack, System.getenv("GATEHOUSE_TERMINAL") != null, System.out);
        boolean ended = Patience.until(
                () -> {
                    String phase = phase(show(dana, stack));
                    progress.clear();
                    timeline.printNew();
                    progress.show();
                    return phase.equals("FAILED") || (phase.equals("READY") && progress.complete());
                },
                PATIENCE);
        progress.end();
        JsonNode last = show(dana, stack);
        Proof.holds(ended, "the stack is ready within " + PATIENCE.toSeconds() + " s, but its phase is " + phase(last));
        Proof.holds(
                phase(last).equals("READY"),
                "the stack is ready, but its phase is " + phase(last) + ": " + last.at("/operation/failure"));
        Proof.holds(
                timeline.awaitEvent("StackProvisioned", Duration.ofSeconds(10)), "the timeline tells StackProvisioned");
        return last;
    }

    private static JsonNode show(Caller dana, String stack) {
        Answer answer = dana.get("/api/v1/stacks/" + stack);
        Proof.holds(answer.isSuccess(), "the stack is shown, but the answer was " + answer.problem());
        return answer.body();
    }

    private static String phase(JsonNode stack) {
        return stack.path("phase").asText();
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
