package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cancelling operations, and repairing stacks by their team or by what the provisioner saw. */
@QuarkusTest
class StackActionTest extends StackSteps {

    @Test
    void whatHoldsAStackIsCancelledOnceAndEndsByItsOwnFact() throws Exception {
        String stack = ready(Map.of());
        api.patch("dana", stack, "{\"parameters\": {\"replicas\": 3}}").then().statusCode(202);
        String change = operation(stack);

        api.post("dana", stack, "cancel", "")
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/v1/stacks/" + stack))
                .body("phase", equalTo("PROVISIONING"))
                .body("operation.state", equalTo("ACCEPTED"))
                .body("operation.cancelRequestedBy", equalTo("dana"))
                .body("operation.cancelRequestedAt", notNullValue());
        api.post("dana", stack, "cancel", "").then().statusCode(202).body("operation.id", equalTo(change));

        List<String> told = told(stack, 3);
        EventContract.check(told.get(2));
        JsonNode fact = new ObjectMapper().readTree(told.get(2));
        assertThat(fact.path("type").asText()).isEqualTo(OperationCancelRequested.TYPE);
        assertThat(fact.at("/data/operation/id").asText()).isEqualTo(change);
        assertThat(fact.at("/data/operation/number").asInt()).isEqualTo(2);
        assertThat(fact.at("/data/operation/kind").asText()).isEqualTo("change");
        assertThat(fact.at("/data/requestedBy").asText()).isEqualTo("dana");
        provisioner.tell(provisioner.failed(stack, change, 2, 5, true));
        awaitPhase(stack, "READY");
        assertThat(events(stack)).containsOnlyOnce("OperationCancelRequested");
        api.post("dana", stack, "cancel", "").then().statusCode(409).body("type", containsString("nothing-to-cancel"));
        api.post("dana", stack, "repair", "").then().body("operation.cancelRequestedBy", nullValue());
    }

    @Test
    void aFirstProvisioningAndADeletionCanBeCancelledAsWell() {
        String stack = api.acceptedStack();
        api.post("dana", stack, "cancel", "").then().statusCode(202).body("phase", equalTo("REQUESTED"));
        provisioner.tell(provisioner.failed(stack, operation(stack), 1, 1, false));
        awaitPhase(stack, "FAILED");

        api.delete("dana", stack).then().statusCode(202);
        api.post("dana", stack, "cancel", "").then().statusCode(202).body("phase", equalTo("DELETING"));
        provisioner.tell(provisioner.fact("DeletionFailed", stack, operation(stack), 2, 2));
        awaitPhase(stack, "FAILED");
    }

    @Test
    void aDeletionThatWasCancelledBeforeItRemovedAnythingLeavesTheStackReady() {
        String stack = ready(Map.of());
        api.delete("dana", stack).then().statusCode(202);
        api.post("dana", stack, "cancel", "").then().statusCode(202).body("phase", equalTo("DELETING"));
        ObjectNode failed = provisioner.fact("DeletionFailed", stack, operation(stack), 2, 5);
        failed.withObject("/data").put("restored", true);

        provisioner.tell(failed);

        awaitPhase(stack, "READY");
        shown(stack).then().body("operation.state", equalTo("FAILED"));
    }

    @Test
    void theColonOfAnActionMayComeEncoded() {
        String stack = ready(Map.of());
        for (String action : List.of("%3Arepair", "%3acancel")) {
            String path = "/api/v1/stacks/" + stack + action;
            api.as("otis").urlEncodingEnabled(false).post(path).then().statusCode(403);
            api.as("dana").urlEncodingEnabled(false).post(path).then().statusCode(202);
        }
    }

    @Test
    void onlyItsTeamActsOnAStack() {
        String stack = ready(Map.of());
        String held = api.acceptedStack();

        for (String user : List.of("otis", "pia")) {
            api.post(user, stack, "repair", "{}").then().statusCode(403).body("type", containsString("not-your-team"));
            api.post(user, held, "cancel", "").then().statusCode(403).body("type", containsString("not-your-team"));
        }
        String unknown = "7d8b9a5e-0000-4000-8000-000000000000";
        api.post("dana", unknown, "repair", "{}").then().statusCode(404);
        api.post("dana", unknown, "cancel", "").then().statusCode(404);
        api.post("dana", "x", "cancel", "").then().statusCode(404);

        shown(stack).then().body("operation.number", equalTo(1));
        shown(held).then().body("operation.cancelRequestedBy", nullValue());
    }

    @Test
    void aTeamHasComponentsMadeAgain() throws Exception {
        String stack = ready(Map.of());
        api.post("dana", stack, "repair", "{\"components\": [\"database\", \"cache\"]}")
                .then()
                .statusCode(422)
                .body("type", containsString("unknown-component"))
                .body("errors.pointer", equalTo(List.of("/components/1")));
        api.post("dana", stack, "repair", "{\"components\": []}").then().statusCode(422);
        api.post("dana", stack, "repair", "{\"component\": \"database\"}")
                .then()
                .statusCode(422);

        api.post("dana", stack, "repair", "{\"components\": [\"database\"]}")
                .then()
                .statusCode(202)
                .body("operation.kind", equalTo("change"))
                .body("operation.number", equalTo(2))
                .body("operation.target.generation", equalTo(1));
        api.post("dana", stack, "repair", "").then().statusCode(409).body("type", containsString("stack-held"));
        provisioner.tell(provisioner.provisioned(stack, operation(stack), 2, 5, 1));
        awaitPhase(stack, "READY");
        api.post("dana", stack, "repair", "").then().statusCode(202);

        List<String> told = told(stack, 3);
        EventContract.check(told.get(1));
        assertThat(data(told.get(1)).path("repair").toString()).isEqualTo("[\"database\"]");
        assertThat(data(told.get(1)).path("generation").asInt()).isEqualTo(1);
        assertThat(data(told.get(2)).path("repair").toString()).isEqualTo("[\"application\",\"database\"]");
    }

    @Test
    void whatDriftedIsShownAndRepairedThroughTheGate() throws Exception {
        String stack = ready(Map.of());
        provisioner.tell(provisioner.fact("DriftDetected", stack, "", 5));
        provisioner.tell(provisioner.fact("StackDegraded", stack, "", 6));
        awaitPhase(stack, "DEGRADED");
        shown(stack)
                .then()
                .body("operation.state", equalTo("SUCCEEDED"))
                .body("degraded.components", equalTo(List.of("application")))
                .body("degraded.reason", equalTo("application (gitops) is not as it was made"))
                .body("degraded.since", equalTo("2026-11-22T11:10:00.120Z"));

        provisioner.tell(provisioner.fact("RepairNeeded", stack, "", 7));
        awaitPhase(stack, "PROVISIONING");
        shown(stack).then().body("operation.kind", equalTo("change")).body("operation.number", equalTo(2));
        String told = told(stack, 2).get(1);
        EventContract.check(told);
        assertThat(data(told).path("requestedBy").asText()).isEqualTo("drift repair");
        assertThat(data(told).path("repair").toString()).isEqualTo("[\"application\"]");

        provisioner.tell(provisioner.provisioned(stack, operation(stack), 2, 8, 1));
        awaitPhase(stack, "DEGRADED");
        provisioner.tell(provisioner.fact("DriftResolved", stack, "", 9));
        provisioner.tell(provisioner.fact("StackRecovered", stack, "", 10));
        awaitPhase(stack, "READY");
        shown(stack).then().body("degraded", nullValue());
        List<String> summaries =
                api.as("dana").get("/api/v1/stacks/" + stack + "/timeline").path("items.summary");
        assertThat(summaries)
                .contains("The stack is degraded: application (gitops) is not as it was made")
                .contains("drift repair asked to have made again: application")
                .endsWith("Component application is again as it was made", "The stack is whole again");
    }

    /** As where a release is judged more strictly than when the stack was made. */
    @Test
    void aRepairOfParametersThatNoLongerFitTakesNothingAndIsNoDeadLetter() throws Exception {
        String stack = ready(Map.of());
        try (Connection connection = parts.connection();
                PreparedStatement update = connection.prepareStatement(
                        "update stack set parameters = '{\"replicas\": \"many\"}' where id = cast(? as uuid)")) {
            update.setString(1, stack);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }

        provisioner.tell(provisioner.fact("RepairNeeded", stack, "", 5));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(stack)).contains("RepairNeeded"));
        shown(stack).then().body("phase", equalTo("READY")).body("operation.number", equalTo(1));
    }

    @Test
    void aRepairThatComesTooLateTakesNothing() {
        String stack = ready(Map.of());
        api.post("dana", stack, "repair", "").then().statusCode(202);
        provisioner.tell(provisioner.fact("RepairNeeded", stack, "", 5));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(stack)).contains("RepairNeeded"));
        shown(stack).then().body("operation.number", equalTo(2));

        provisioner.tell(provisioner.provisioned(stack, operation(stack), 2, 6, 1));
        provisioner.tell(provisioner.fact("RepairNeeded", stack, "", 7));
        awaitPhase(stack, "READY");
        ObjectNode unknown = provisioner.fact("RepairNeeded", stack, "", 8);
        unknown.withObject("/data")
                .put("operationNumber", 2)
                .putArray("components")
                .add("cache");
        provisioner.tell(unknown);
        provisioner.tell(provisioner.fact("StackDegraded", stack, "", 9));
        awaitPhase(stack, "DEGRADED");

        shown(stack).then().body("operation.number", equalTo(2)).body("operation.state", equalTo("SUCCEEDED"));
    }

    private static JsonNode data(String event) throws Exception {
        return new ObjectMapper().readTree(event).path("data");
    }
}
