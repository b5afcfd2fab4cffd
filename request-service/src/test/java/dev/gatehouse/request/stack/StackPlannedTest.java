package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.request.Samples;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and changes that shall do what a plan showed: how they name it, and what becomes of those that cannot. */
@QuarkusTest
@WithTestResource(value = PlanServer.class, scope = TestResourceScope.GLOBAL)
class StackPlannedTest extends StackSteps {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    PlanServer server;

    @BeforeEach
    void tellADigest() {
        server.answers(200, "{\"components\": [], \"digest\": \"" + DIGEST + "\"}");
    }

    @AfterEach
    void answerAsUsual() {
        server.answers(200, "{\"components\": []}");
    }

    @Test
    void aPlannedRequestIsToldWithThePlansDigest() throws Exception {
        String body = request(Samples.name("shop"), api.releasedTemplate());
        String plan = plan(body).then().statusCode(200).extract().path("digest");
        assertThat(plan).isEqualTo("0-" + DIGEST);

        String stack = post("/api/v1/stacks", with(body, plan))
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        assertThat(fact(stack, 1).at("/data/plan").asText()).isEqualTo(DIGEST);
    }

    @Test
    void aPlannedChangeIsToldWithThePlansDigestAndAnyOtherWithout() throws Exception {
        String stack = ready(Map.of("connections", 30));
        String change = "{\"parameters\": {\"replicas\": 3}}";
        String plan = plan("{\"stackId\": \"" + stack + "\", \"parameters\": {\"replicas\": 3}}")
                .path("digest");
        assertThat(plan).isEqualTo("1-" + DIGEST);

        api.patch("dana", stack, with(change, plan)).then().statusCode(202);

        assertThat(fact(stack, 2).at("/data/plan").asText()).isEqualTo(DIGEST);
        provisioner.tell(provisioner.failed(stack, operation(stack), 2, 5, true));
        awaitPhase(stack, "READY");
        shown(stack).then().body("generation", equalTo(1)).body("operation.state", equalTo("FAILED"));
        api.patch("dana", stack, change).then().statusCode(202);
        assertThat(fact(stack, 3).path("data").has("plan")).isFalse();
    }

    /** A change that failed took the stack, too. */
    @Test
    void aPlanOfBeforeAnotherOperationIsOutdated() {
        String stack = ready(Map.of());
        String plan = plan("{\"stackId\": \"" + stack + "\"}").path("digest");
        api.patch("dana", stack, "{\"parameters\": {\"replicas\": 4}}").then().statusCode(202);
        provisioner.tell(provisioner.failed(stack, operation(stack), 2, 5, true));
        awaitPhase(stack, "READY");

        for (String other : new String[] {plan, "0-" + DIGEST, "3-" + DIGEST}) {
            api.patch("dana", stack, with("{\"parameters\": {\"replicas\": 3}}", other))
                    .then()
                    .statusCode(409)
                    .body("type", containsString("plan-outdated"))
                    .body("detail", containsString("the latest is now 2 (change)"))
                    .body("errors.pointer", hasItem("/plan"));
        }
        shown(stack).then().body("operation.number", equalTo(2)).body("phase", equalTo("READY"));
        api.patch("dana", stack, with("{\"parameters\": {\"replicas\": 3}}", "2-" + DIGEST))
                .then()
                .statusCode(202);
    }

    @Test
    void aRequestHasNoPlanOfAChange() {
        post("/api/v1/stacks", with(request(Samples.name("shop"), api.releasedTemplate()), "1-" + DIGEST))
                .then()
                .statusCode(409)
                .body("type", containsString("plan-outdated"))
                .body("errors.pointer", hasItem("/plan"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"1\"",
                "7",
                "null",
                "{}",
                "\"1-0123\"",
                "\"01-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"",
                "\"1-0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef\"",
                "\"1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0\"",
                "\"99999999999-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\""
            })
    void whatIsNoDigestIsRefusedAndNamed(String plan) {
        String stack = api.acceptedStack();
        String request = request(Samples.name("shop"), api.releasedTemplate());

        for (Response answer : new Response[] {
            api.patch("dana", stack, "{\"parameters\": {\"replicas\": 3}, \"plan\": " + plan + "}"),
            post("/api/v1/stacks", request.replaceFirst("}$", ", \"plan\": " + plan + "}"))
        }) {
            answer.then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", containsString("invalid-plan"))
                    .body("errors.pointer", hasItem("/plan"));
        }
        shown(stack).then().body("operation.number", equalTo(1));
    }

    @Test
    void aPlanWithoutAChangeIsRefused() {
        api.patch("dana", ready(Map.of()), with("{\"deletionProtection\": true}", "1-" + DIGEST))
                .then()
                .statusCode(422)
                .body("type", containsString("invalid-patch"));
    }

    /** As where the change is asked for: nobody knows what of the stack is not as it should be. */
    @Test
    void aPlanOfAStackThatIsNotReadySaysThatAllIsMadeAgain() throws Exception {
        String stack = ready(Map.of());
        plan("{\"stackId\": \"" + stack + "\"}").then().statusCode(200);
        assertThat(asked().path("repair")).isEmpty();
        api.patch("dana", stack, "{\"parameters\": {\"replicas\": 4}}").then().statusCode(202);
        provisioner.tell(provisioner.failed(stack, operation(stack), 2, 5, false));
        awaitPhase(stack, "DEGRADED");

        plan("{\"stackId\": \"" + stack + "\"}").then().statusCode(200);

        assertThat(asked().path("repair").toString()).isEqualTo("[\"application\",\"database\"]");
    }

    @Test
    void aProvisionerThatKnowsNoDigestStillPlans() {
        server.answers(200, "{\"components\": []}");
        plan(request(Samples.name("shop"), api.releasedTemplate()))
                .then()
                .statusCode(200)
                .body("digest", nullValue());
    }

    private JsonNode asked() throws Exception {
        return new ObjectMapper()
                .readTree(server.calls().get(server.calls().size() - 1).body());
    }

    private JsonNode fact(String stack, int number) throws Exception {
        String told = told(stack, number).get(number - 1);
        EventContract.check(told);
        return new ObjectMapper().readTree(told);
    }

    private Response plan(String body) {
        return post("/api/v1/stacks:plan", body);
    }

    private Response post(String path, String body) {
        return api.as("dana")
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    private static String request(String name, String template) {
        return "{\"name\": \"%s\", \"team\": \"checkout\", \"template\": \"%s\"}".formatted(name, template);
    }

    private static String with(String body, String plan) {
        return body.replaceFirst("}$", ", \"plan\": \"" + plan + "\"}");
    }
}
