package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A stack's way from its deletion to its end: who may ask for it, when, and what is told. */
@QuarkusTest
class StackDeletionTest extends StackSteps {

    @Test
    void aReadyStackIsDeletedAndItsNameComesFreeAtTheEndOnly() {
        String template = api.releasedTemplate();
        String name = Samples.name("shop");
        String stack = api.requestStack(template, name, Map.of()).path("id");
        provisioner.provision(stack, operation(stack));
        awaitPhase(stack, "READY");

        api.delete("dana", stack)
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/v1/stacks/" + stack))
                .body("phase", equalTo("DELETING"))
                .body("operation.kind", equalTo("delete"))
                .body("operation.number", equalTo(2))
                .body("operation.state", equalTo("ACCEPTED"));
        String deletion = operation(stack);
        provisioner.tell(provisioner.fact("ComponentDestroyed", stack, deletion, 2, 5));
        await().atMost(PATIENCE)
                .untilAsserted(() -> shown(stack).then().body("components[0].state", equalTo("DESTROYED")));
        shown(stack).then().body("phase", equalTo("DELETING")).body("operation.state", equalTo("RUNNING"));
        api.requestStack(template, name, Map.of()).then().statusCode(409);

        provisioner.tell(provisioner.fact("StackDeleted", stack, deletion, 2, 6));
        awaitPhase(stack, "DELETED");

        shown(stack).then().body("operation.state", equalTo("SUCCEEDED")).body("outputs", equalTo(Map.of()));
        assertThat(listed("")).doesNotContain(stack);
        assertThat(listed("?deleted=true&limit=200")).contains(stack);
        api.requestStack(template, name, Map.of()).then().statusCode(202);
        api.as("dana")
                .get("/api/v1/stacks/" + stack + "/timeline")
                .then()
                .body("items.summary", hasItem("dana asked for the stack's deletion"))
                .body("items.summary", hasItem("Component application (gitops) is gone from target local-git"))
                .body("items.summary", hasItem("The stack is deleted"));
        api.delete("dana", stack).then().statusCode(200).body("operation.id", equalTo(deletion));
    }

    @Test
    void onlyItsTeamDeletesAStack() {
        String stack = api.acceptedStack();

        api.delete("otis", stack).then().statusCode(403).body("type", containsString("not-your-team"));
        api.delete("pia", stack).then().statusCode(403).body("type", containsString("not-your-team"));
        api.patch("otis", stack, "{\"deletionProtection\": true}").then().statusCode(403);
        api.patch("pia", stack, "{\"deletionProtection\": true}").then().statusCode(403);

        shown(stack)
                .then()
                .body("phase", equalTo("REQUESTED"))
                .body("deletionProtection", equalTo(false))
                .body("operation.number", equalTo(1));
        api.delete("dana", "7d8b9a5e-0000-4000-8000-000000000000")
                .then()
                .statusCode(404)
                .body("type", containsString("unknown-stack"));
    }

    @Test
    void aFirstProvisioningThatEndedJustBeforeItsDeletionDoesNotEndThatAndCountsWhereItIsCancelled() {
        String stack = api.acceptedStack();
        String provisioning = operation(stack);
        provisioner.tell(provisioner.fact("ProvisioningStarted", stack, provisioning, 1));
        awaitPhase(stack, "PROVISIONING");

        api.delete("dana", stack).then().statusCode(202).body("phase", equalTo("DELETING"));
        provisioner.tell(provisioner.fact("StackProvisioned", stack, provisioning, 2));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(stack)).contains("StackProvisioned"));

        shown(stack).then().body("phase", equalTo("DELETING")).body("operation.number", equalTo(2));

        ObjectNode cancelled = provisioner.fact("DeletionFailed", stack, operation(stack), 2, 3);
        ((ObjectNode) cancelled.get("data")).put("restored", true);
        provisioner.tell(cancelled);
        awaitPhase(stack, "READY");
    }

    @Test
    void deletionsAtTheSameTimeAreOne() throws Exception {
        String stack = api.acceptedStack();
        Callable<Response> deletion = () -> api.delete("dana", stack);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Response>> answers = threads.invokeAll(List.of(deletion, deletion, deletion, deletion));
            Set<String> operations = answers.stream()
                    .map(StackDeletionTest::join)
                    .map(answer -> answer.then().statusCode(202).extract().<String>path("operation.id"))
                    .collect(Collectors.toSet());
            assertThat(operations).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(events(stack)).containsExactly("StackRequested", "StackDeletionRequested");
    }

    @Test
    void aFailedDeletionListsWhatIsLeftAndMayBeAskedForAgain() {
        String stack = api.acceptedStack();
        api.delete("dana", stack).then().statusCode(202);
        String deletion = operation(stack);

        provisioner.tell(provisioner.fact("DeletionFailed", stack, deletion, 2, 1));
        awaitPhase(stack, "FAILED");

        shown(stack)
                .then()
                .body("operation.state", equalTo("FAILED"))
                .body("operation.failure.orphans.component", equalTo(List.of("database")))
                .body("operation.failure.orphans[0].resources.id", hasItem("checkout_shop_database_0f5d4c36"));
        api.as("dana")
                .get("/api/v1/stacks/" + stack + "/timeline")
                .then()
                .body("items.summary", hasItem(containsString("Left over: database on target local-postgresql")));
        api.delete("dana", stack)
                .then()
                .statusCode(202)
                .body("operation.number", equalTo(3))
                .body("operation.id", not(equalTo(deletion)));
    }

    @Test
    void aProductionStackIsProtectedUntilItsTeamLiftsThat() {
        String stack = production();
        shown(stack).then().body("deletionProtection", equalTo(true));

        api.delete("dana", stack)
                .then()
                .statusCode(409)
                .body("type", containsString("deletion-protected"))
                .body("detail", containsString("PATCH /api/v1/stacks/" + stack))
                .body("errors[0].pointer", equalTo("/deletionProtection"));
        api.patch("dana", stack, "{\"deletionProtection\": false}")
                .then()
                .statusCode(200)
                .body("deletionProtection", equalTo(false));
        api.patch("dana", stack, "{\"deletionProtection\": false}").then().statusCode(200);
        api.delete("dana", stack).then().statusCode(202);

        assertThat(events(stack))
                .containsExactly("StackRequested", "DeletionProtectionChanged", "StackDeletionRequested");
    }

    @Test
    void aChangeWithFaultsNamesThem() {
        String stack = api.acceptedStack();

        api.patch("dana", stack, "{\"deletionProtection\": \"no\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/deletionProtection"));
        api.patch("dana", stack, "{\"colour\": \"green\"}").then().statusCode(422);
        api.patch("dana", stack, "{").then().statusCode(400);
    }

    @Test
    void whoseKnowledgeIsOldIsToldSo() {
        String stack = api.acceptedStack();
        assertThat(shown(stack).header("ETag")).isEqualTo("\"1\"");

        api.as("dana")
                .header("If-Match", "\"7\"")
                .delete("/api/v1/stacks/" + stack)
                .then()
                .statusCode(412)
                .body("type", containsString("stale-generation"));
        api.as("dana")
                .header("If-Match", "first")
                .delete("/api/v1/stacks/" + stack)
                .then()
                .statusCode(400)
                .body("type", containsString("invalid-if-match"));
        shown(stack).then().body("phase", equalTo("REQUESTED"));
        api.as("dana")
                .header("If-Match", "\"1\"")
                .delete("/api/v1/stacks/" + stack)
                .then()
                .statusCode(202);
    }

    @Test
    void whatIsToldKeepsToTheContract() throws Exception {
        String stack = production();
        api.patch("dana", stack, "{\"deletionProtection\": false}").then().statusCode(200);
        api.delete("dana", stack).then().statusCode(202);

        List<String> told = told(stack, 3);

        told.forEach(EventContract::check);
        assertThat(told.get(1)).contains("DeletionProtectionChanged", "\"sequence\":\"2\"");
        JsonNode deletion = new ObjectMapper().readTree(told.get(2));
        assertThat(deletion.path("type").asText()).isEqualTo("dev.gatehouse.request.StackDeletionRequested.v1");
        assertThat(deletion.path("sequence").asText()).isEqualTo("3");
        assertThat(deletion.at("/data/operation/id").asText()).isEqualTo(operation(stack));
        assertThat(deletion.at("/data/operation/number").asInt()).isEqualTo(2);
        assertThat(deletion.at("/data/requestedBy").asText()).isEqualTo("dana");
    }

    private String production() {
        return api.as("dana")
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        Samples.name("shop"),
                        "team",
                        "checkout",
                        "template",
                        api.releasedTemplate(),
                        "environment",
                        "production"))
                .post("/api/v1/stacks")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static Response join(Future<Response> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> listed(String query) {
        return api.as("dana").get("/api/v1/stacks" + query).path("items.id");
    }
}
