package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.EventContract;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes of a stack's parameters: who may ask for them, when, what is told, and what becomes of the stack. */
@QuarkusTest
class StackChangeTest extends StackSteps {
    private static final String MORE = "{\"parameters\": {\"replicas\": 3}}";
    private static final String AGAIN = "{\"parameters\": {}}";

    @Test
    void aChangeHoldsTheStackAndMovesItWhenItIsDone() {
        String stack = ready();

        api.patch("dana", stack, "{\"parameters\": {\"replicas\": 3, \"image\": null}}")
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/v1/stacks/" + stack))
                .body("phase", equalTo("PROVISIONING"))
                .body("generation", equalTo(1))
                .body("parameters", equalTo(Map.of("connections", 30, "image", "a:1")))
                .body("operation.kind", equalTo("change"))
                .body("operation.number", equalTo(2))
                .body("operation.state", equalTo("ACCEPTED"))
                .body("operation.target.generation", equalTo(2))
                .body("operation.target.version", equalTo("1.0.0"))
                .body("operation.target.parameters", equalTo(Map.of("connections", 30, "replicas", 3)));
        String change = operation(stack);
        provisioner.tell(provisioner.fact("ProvisioningStarted", stack, change, 2, 5));
        await().atMost(PATIENCE).untilAsserted(() -> shown(stack).then().body("operation.state", equalTo("RUNNING")));
        shown(stack).then().body("parameters.connections", equalTo(30)).header("ETag", equalTo("\"1\""));

        provisioner.tell(provisioner.provisioned(stack, change, 2, 6, 2));
        awaitPhase(stack, "READY");

        shown(stack)
                .then()
                .body("generation", equalTo(2))
                .body("parameters", equalTo(Map.of("connections", 30, "replicas", 3)))
                .header("ETag", equalTo("\"2\""));
        assertThat(summaries(stack)).contains("dana asked for other parameters, generation 2");
    }

    @Test
    void whatIsToldKeepsToTheContract() throws Exception {
        String stack = ready();
        api.patch("dana", stack, MORE).then().statusCode(202);

        String told = told(stack, 2).get(1);

        EventContract.check(told);
        JsonNode fact = new ObjectMapper().readTree(told);
        assertThat(fact.path("type").asText()).isEqualTo(StackChangeRequested.TYPE);
        assertThat(fact.path("sequence").asText()).isEqualTo("2");
        JsonNode data = fact.path("data");
        assertThat(data.at("/parameters").toString())
                .isEqualTo("{\"connections\":30,\"image\":\"a:1\",\"replicas\":3}");
        assertThat(data.path("defaults").toString()).isEqualTo("{}");
        assertThat(data.path("repair").toString()).isEqualTo("[]");
        assertThat(data.path("generation").asInt()).isEqualTo(2);
        assertThat(data.at("/operation/id").asText()).isEqualTo(operation(stack));
        assertThat(data.at("/operation/number").asInt()).isEqualTo(2);
        assertThat(data.at("/operation/kind").asText()).isEqualTo("change");
        assertThat(data.path("requestedBy").asText()).isEqualTo("dana");
        assertThat(data.path("namespace").asText()).isEqualTo(shown(stack).path("namespace"));
    }

    @Test
    void onlyItsTeamChangesAStack() {
        String stack = ready();

        for (String user : List.of("otis", "pia")) {
            api.patch(user, stack, MORE).then().statusCode(403).body("type", containsString("not-your-team"));
        }
        api.patch("dana", "7d8b9a5e-0000-4000-8000-000000000000", MORE).then().statusCode(404);

        shown(stack).then().body("operation.number", equalTo(1));
    }

    @Test
    void parametersThatDoNotFitTheReleaseAreRefusedAsInARequest() {
        String stack = ready();

        api.patch(
                        "dana",
                        stack,
                        "{\"parameters\": {\"replicas\": 99, \"colour\": \"green\"}, \"deletionProtection\": true}")
                .then()
                .statusCode(422)
                .body("type", containsString("invalid-parameters"))
                .body("errors.pointer", hasItems("/parameters/replicas", "/parameters/colour"));
        api.patch("dana", stack, "{\"parameters\": 3}")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/parameters"));
        api.patch("dana", stack, "{}").then().statusCode(422);

        shown(stack)
                .then()
                .body("phase", equalTo("READY"))
                .body("operation.number", equalTo(1))
                .body("deletionProtection", equalTo(false));
    }

    @Test
    void whatIsSoAlreadyIsNotToldAndTakesNothing() {
        String stack = ready();

        api.patch("dana", stack, "{\"parameters\": {\"connections\": 30}}")
                .then()
                .statusCode(200)
                .body("operation.number", equalTo(1));
        api.patch("dana", stack, AGAIN).then().statusCode(200);

        assertThat(events(stack)).doesNotContain("StackChangeRequested");
    }

    @Test
    void protectionAndParametersMayChangeTogether() {
        String stack = ready();

        api.patch("dana", stack, "{\"parameters\": {\"replicas\": 3}, \"deletionProtection\": true}")
                .then()
                .statusCode(202)
                .body("deletionProtection", equalTo(true))
                .body("operation.kind", equalTo("change"));
        api.patch("dana", stack, "{\"parameters\": {\"replicas\": 4}, \"deletionProtection\": false}")
                .then()
                .statusCode(409);

        shown(stack).then().body("deletionProtection", equalTo(true));
        api.patch("dana", stack, "{\"deletionProtection\": false}").then().statusCode(200);
        api.delete("dana", stack)
                .then()
                .statusCode(409)
                .body("type", containsString("stack-held"))
                .body("detail", containsString("from then on DELETE /api/v1/stacks/" + stack));
        api.post("dana", stack, "cancel", "").then().statusCode(202);
        api.delete("otis", stack).then().statusCode(403);
        api.as("dana")
                .header("If-Match", "\"7\"")
                .delete("/api/v1/stacks/" + stack)
                .then()
                .statusCode(412);
        api.delete("dana", stack).then().statusCode(202).body("phase", equalTo("DELETING"));
        assertThat(events(stack)).contains("OperationCancelRequested", "StackDeletionRequested");
    }

    @Test
    void whoseKnowledgeIsOldIsToldSo() {
        String stack = ready();

        api.as("dana")
                .header("If-Match", "\"2\"")
                .contentType("application/merge-patch+json")
                .body(MORE)
                .patch("/api/v1/stacks/" + stack)
                .then()
                .statusCode(412)
                .body("type", containsString("stale-generation"));
        api.as("dana")
                .header("If-Match", "\"1\"")
                .contentType("application/merge-patch+json")
                .body(MORE)
                .patch("/api/v1/stacks/" + stack)
                .then()
                .statusCode(202);
    }

    @Test
    void ofChangesAtTheSameTimeOneWinsAndTheOthersLearnWhoHoldsTheStack() throws Exception {
        String stack = ready();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Response> answers;
        try {
            List<Future<Response>> sent = IntStream.range(3, 7)
                    .mapToObj(replicas -> threads.submit(
                            () -> api.patch("dana", stack, "{\"parameters\": {\"replicas\": " + replicas + "}}")))
                    .toList();
            answers = sent.stream().map(StackChangeTest::join).toList();
        } finally {
            threads.shutdownNow();
        }

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(202, 409, 409, 409);
        String holder = operation(stack);
        answers.stream().filter(answer -> answer.statusCode() == 409).forEach(answer -> answer.then()
                .body("type", containsString("stack-held"))
                .body("detail", allOf(containsString(holder), containsString("change, number 2"))));
        assertThat(events(stack)).containsOnlyOnce("StackChangeRequested");
    }

    @Test
    void aStackThatIsHeldOrGoneCannotBeChanged() {
        String stack = api.acceptedStack();
        api.patch("dana", stack, MORE)
                .then()
                .statusCode(409)
                .body("type", containsString("stack-held"))
                .body("detail", containsString("provision, number 1"));

        api.delete("dana", stack).then().statusCode(202);
        api.patch("dana", stack, MORE)
                .then()
                .statusCode(409)
                .body("type", containsString("stack-held"))
                .body("detail", containsString("delete, number 2"));

        provisioner.tell(provisioner.fact("StackDeleted", stack, operation(stack), 2, 1));
        awaitPhase(stack, "DELETED");
        api.patch("dana", stack, MORE).then().statusCode(409).body("type", containsString("stack-deleted"));
    }

    @Test
    void aFailedChangeThatWasRestoredLeavesTheStackReadyAsItWas() {
        String stack = ready();
        api.patch("dana", stack, MORE).then().statusCode(202);

        provisioner.tell(provisioner.failed(stack, operation(stack), 2, 5, true));
        awaitPhase(stack, "READY");

        shown(stack)
                .then()
                .body("generation", equalTo(1))
                .body("parameters", equalTo(Map.of("connections", 30, "image", "a:1")))
                .body("operation.state", equalTo("FAILED"))
                .body("operation.failure.component", equalTo("application"))
                .body("components.state", contains("PROVISIONED", "PROVISIONED"));
        assertThat(summaries(stack)).last().asString().endsWith(". The stack is again as it was before");
        api.patch("dana", stack, MORE)
                .then()
                .statusCode(202)
                .body("operation.number", equalTo(3))
                .body("operation.target.generation", equalTo(2));
    }

    @Test
    void aFailedChangeThatWasNotRestoredMayBeTriedAgain() throws Exception {
        String stack = ready();
        api.patch("dana", stack, MORE).then().statusCode(202);
        provisioner.tell(provisioner.failed(stack, operation(stack), 2, 5, false));
        awaitPhase(stack, "DEGRADED");
        shown(stack)
                .then()
                .body("generation", equalTo(1))
                .body("parameters", equalTo(Map.of("connections", 30, "image", "a:1")))
                .body("operation.target.parameters.replicas", equalTo(3))
                .body("components.state", contains("FAILED", "PROVISIONED"));

        api.patch("dana", stack, AGAIN)
                .then()
                .statusCode(202)
                .body("operation.number", equalTo(3))
                .body("operation.target.generation", equalTo(1));

        JsonNode fact = new ObjectMapper().readTree(told(stack, 3).get(2));
        assertThat(fact.at("/data/repair").toString()).isEqualTo("[\"application\",\"database\"]");
        assertThat(fact.at("/data/generation").asInt()).isEqualTo(1);
        provisioner.tell(provisioner.provisioned(stack, operation(stack), 3, 6, 1));
        awaitPhase(stack, "READY");
    }

    @Test
    void aFailedFirstProvisioningMayBeTriedAgainWithOrWithoutOtherParameters() {
        String stack = api.acceptedStack();
        provisioner.tell(provisioner.fact("ProvisioningFailed", stack, operation(stack), 1));
        awaitPhase(stack, "FAILED");

        api.patch("dana", stack, AGAIN)
                .then()
                .statusCode(202)
                .body("operation.kind", equalTo("change"))
                .body("operation.target.generation", equalTo(1));
        provisioner.tell(provisioner.failed(stack, operation(stack), 2, 2, false));
        awaitPhase(stack, "FAILED");

        api.patch("dana", stack, MORE).then().statusCode(202).body("operation.target.generation", equalTo(2));
        provisioner.tell(provisioner.provisioned(stack, operation(stack), 3, 3, 2));
        awaitPhase(stack, "READY");
        shown(stack).then().body("generation", equalTo(2)).body("parameters", equalTo(Map.of("replicas", 3)));
    }

    private String ready() {
        return ready(Map.of("connections", 30, "image", "a:1"));
    }

    private static Response join(Future<Response> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
