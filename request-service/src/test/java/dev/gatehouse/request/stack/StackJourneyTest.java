package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.TopicReader;
import dev.gatehouse.local.testing.TopicWriters;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A stack's way from request to its end, told by facts over a real broker. */
@QuarkusTest
class StackJourneyTest extends StackSteps {

    @Test
    void anAcceptedStackHasItsOperationAndWhatTheTeamAskedFor() {
        String template = api.releasedTemplate();
        String name = Samples.name("shop");

        api.requestStack(template, name, Map.of("replicas", 3))
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/v1/stacks/"))
                .body("name", equalTo(name))
                .body("team", equalTo("checkout"))
                .body("template", equalTo(template))
                .body("version", equalTo("1.0.0"))
                .body("generation", equalTo(1))
                .body("phase", equalTo("REQUESTED"))
                .body("environment", equalTo("development"))
                .body("namespace", equalTo("checkout-" + name))
                .body("parameters", equalTo(Map.of("replicas", 3)))
                .body("outputs", equalTo(Map.of()))
                .body("components.name", contains("application", "database"))
                .body("operation.number", equalTo(1))
                .body("operation.kind", equalTo("provision"))
                .body("operation.state", equalTo("ACCEPTED"))
                .body("requestedBy", equalTo("dana"));
    }

    @Test
    void factsOfTheProvisionerMakeAStackReady() {
        String stack = api.acceptedStack();
        String operation = operation(stack);

        provisioner.tell(provisioner.fact("ProvisioningStarted", stack, operation, 1));
        awaitPhase(stack, "PROVISIONING");
        provisioner.tell(provisioner.fact("ComponentProvisioned", stack, operation, 2));
        provisioner.tell(provisioner.application(stack, operation, 3));
        provisioner.tell(provisioner.fact("StackProvisioned", stack, operation, 4));
        awaitPhase(stack, "READY");

        shown(stack)
                .then()
                .body("operation.state", equalTo("SUCCEEDED"))
                .body("outputs.namespace", equalTo("checkout-shop"))
                .body("components.state", contains("PROVISIONED", "PROVISIONED"))
                .body("components[1].outputs.host", equalTo("127.0.0.1"));
        assertThat(events(stack))
                .containsExactly(
                        "StackRequested",
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "StackProvisioned");
    }

    @Test
    void aFailureIsShownWithItsRemedyAndALaterAttemptMayStillSucceed() {
        String stack = api.acceptedStack();
        String operation = operation(stack);

        provisioner.tell(provisioner.fact("ProvisioningStarted", stack, operation, 1));
        provisioner.tell(provisioner.fact("ProvisioningFailed", stack, operation, 2));
        awaitPhase(stack, "FAILED");
        shown(stack)
                .then()
                .body("operation.state", equalTo("FAILED"))
                .body("operation.failure.component", equalTo("application"))
                .body("operation.failure.remedy", containsString("register a git target"));

        provisioner.tell(provisioner.fact("ProvisioningStarted", stack, operation, 3));
        awaitPhase(stack, "PROVISIONING");
        provisioner.tell(provisioner.fact("StackProvisioned", stack, operation, 4));
        awaitPhase(stack, "READY");
    }

    @Test
    void anOutputThatIsNullIsAValueLikeOthers() {
        String stack = api.acceptedStack();
        ObjectNode component = provisioner.fact("ComponentProvisioned", stack, operation(stack), 1);
        component.withObject("/data/outputs").putNull("replica");
        ObjectNode end = provisioner.fact("StackProvisioned", stack, operation(stack), 2);
        end.withObject("/data/outputs").putNull("replica");

        provisioner.tell(component);
        provisioner.tell(end);

        awaitPhase(stack, "READY");
        shown(stack)
                .then()
                .body("outputs", hasEntry("replica", null))
                .body("components[1].outputs", hasEntry("replica", null));
    }

    @Test
    void onlyTheProvisionerTellsWhatBecameOfStacks() {
        assertThat(TopicWriters.of(parts, "provisioner.stack.v1")).containsExactly("provisioner");
    }

    @Test
    void duplicatesAndDisorderDoNotShow() {
        String stack = api.acceptedStack();
        String operation = operation(stack);
        ObjectNode started = provisioner.fact("ProvisioningStarted", stack, operation, 1);

        provisioner.tell(provisioner.fact("StackProvisioned", stack, operation, 3));
        provisioner.tell(started);
        provisioner.tell(started);
        awaitPhase(stack, "PROVISIONING");
        provisioner.tell(provisioner.fact("ComponentProvisioned", stack, operation, 2));
        awaitPhase(stack, "READY");

        assertThat(events(stack))
                .containsExactly("StackRequested", "ProvisioningStarted", "ComponentProvisioned", "StackProvisioned");
    }

    @Test
    void anUnknownTypeIsOnTheTimelineAndMovesNothing() {
        String stack = api.acceptedStack();
        ObjectNode unknown = provisioner.fact("SecretRead", stack, "", 1);
        unknown.put("type", "dev.gatehouse.provisioner.SomethingNew.v1");

        provisioner.tell(unknown);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(stack)).contains("SomethingNew"));

        shown(stack).then().body("phase", equalTo("REQUESTED"));
    }

    @Test
    void factsThatCanNeverBeAppliedBecomeDeadLetters() {
        String unknown = UUID.randomUUID().toString();
        String stack = api.acceptedStack();
        ObjectNode malformed = provisioner.fact("StackProvisioned", stack, operation(stack), 1);
        malformed.withObject("/data").remove("generation");
        String failing = api.acceptedStack();
        ObjectNode holed = provisioner.fact("ProvisioningFailed", failing, operation(failing), 1);
        holed.withObject("/data").withArray("orphans").addNull();
        String garbage = "not an event " + UUID.randomUUID();

        provisioner.tell(provisioner.fact(
                "ProvisioningStarted", unknown, UUID.randomUUID().toString(), 1));
        provisioner.tell(malformed);
        provisioner.tell(holed);
        provisioner.tell(stack, garbage.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        try (TopicReader letters = new TopicReader(parts, "provisioner.stack.v1.dlq")) {
            awaitReason(letters, unknown, "there is no stack " + unknown);
            awaitReason(letters, malformed.get("id").asText(), "generation");
            awaitReason(letters, holed.get("id").asText(), "cannot be read at /orphans/1");
            awaitReason(letters, garbage, "");
        }
        shown(stack).then().body("phase", equalTo("REQUESTED"));
    }

    @Test
    void aFactOfAnOperationThatWasNeverGivenOutIsADeadLetter() {
        String stack = api.acceptedStack();
        String forged = UUID.randomUUID().toString();

        provisioner.tell(provisioner.fact("StackProvisioned", stack, forged, 1));

        try (TopicReader letters = new TopicReader(parts, "provisioner.stack.v1.dlq")) {
            awaitReason(letters, forged, "operation " + forged + " is none of stack " + stack);
        }
        shown(stack).then().body("phase", equalTo("REQUESTED"));
    }

    private static void awaitReason(TopicReader letters, String text, String reason) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters.holding(text)).anySatisfy(letter -> {
                    assertThat(TopicReader.header(letter, "gatehouse-reason"))
                            .contains(reason)
                            .isNotEmpty();
                    assertThat(TopicReader.header(letter, "gatehouse-service")).isEqualTo("request-service");
                    assertThat(TopicReader.header(letter, "gatehouse-origin")).startsWith("provisioner.stack.v1/");
                }));
    }
}
