package dev.gatehouse.request.stack;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.Table;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Provisioner;
import dev.gatehouse.request.Samples;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request or a change would do: who may ask, what the provisioner is asked, and what becomes of its answers. */
@QuarkusTest
@WithTestResource(value = PlanServer.class, scope = TestResourceScope.GLOBAL)
class StackPlanTest {
    private static final String PLAN = """
            {"components": [{"name": "database", "kind": "postgresql", "target": "local-postgresql", "change": "created",
            "resources": [{"type": "database", "id": "shop", "change": "created", "differences": []}]}]}""";

    Parts parts;
    PlanServer server;
    Api api;

    @BeforeEach
    void open() {
        api = new Api(parts);
        server.answers(200, PLAN);
    }

    @AfterEach
    void answerAsUsual() {
        server.answers(200, "{\"components\": []}");
    }

    @Test
    void aRequestIsPlannedInTheNameOfItsCaller() throws Exception {
        String template = api.releasedTemplate();
        String name = Samples.name("shop");

        String token = parts.token("dana");

        plan(given().auth().oauth2(token), request(name, "checkout", template, "{\"replicas\": 3}"))
                .then()
                .statusCode(200)
                .body("stackId", nullValue())
                .body("name", equalTo(name))
                .body("namespace", equalTo("checkout-" + name))
                .body("template", equalTo(template))
                .body("version", equalTo("1.0.0"))
                .body("generation", equalTo(1))
                .body("components.name", equalTo(List.of("database")))
                .body("components[0].resources[0].id", equalTo("shop"));

        assertThat(server.calls()).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/api/v1/provisioning/plans");
            assertThat(call.authorization()).isEqualTo("Bearer " + token);
        });
        JsonNode order = asked();
        assertThat(order.path("stackId").isNull()).isTrue();
        assertThat(order.path("team").asText()).isEqualTo("checkout");
        assertThat(order.path("environment").asText()).isEqualTo("development");
        assertThat(order.path("namespace").asText()).isEqualTo("checkout-" + name);
        assertThat(order.at("/template/version").asText()).isEqualTo("1.0.0");
        assertThat(order.path("parameters").toString()).isEqualTo("{\"replicas\":3}");
        assertThat(order.at("/defaults/connections").asInt()).isEqualTo(20);
        assertThat(order.path("generation").asInt()).isEqualTo(1);
        assertThat(new Table(parts).rows("select id from stack where name = ?", name))
                .isEmpty();
    }

    @Test
    void whatIsToBeAdoptedIsPartOfWhatIsPlanned() throws Exception {
        String template = api.releasedTemplate();
        String request = "{\"name\": \"%s\", \"team\": \"checkout\", \"template\": \"%s\", \"adopt\": [\"%s\"]}";

        plan("dana", request.formatted(Samples.name("shop"), template, "database"))
                .then()
                .statusCode(200);
        assertThat(asked().path("adopt").toString()).isEqualTo("[\"database\"]");
        plan("dana", request.formatted(Samples.name("shop"), template, "vault"))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/adopt/0"));
    }

    @Test
    void aChangeIsPlannedAlsoWhileTheStackIsHeld() throws Exception {
        String stack = api.acceptedStack();

        plan("dana", "{\"stackId\": \"" + stack + "\", \"parameters\": {\"replicas\": 4}}")
                .then()
                .statusCode(200)
                .body("stackId", equalTo(stack))
                .body("generation", equalTo(2))
                .body("parameters", equalTo(Map.of("replicas", 4)));
        assertThat(asked().path("stackId").asText()).isEqualTo(stack);
        assertThat(asked().path("generation").asInt()).isEqualTo(2);

        plan("dana", "{\"stackId\": \"" + stack + "\", \"version\": \"1.0.0\"}")
                .then()
                .statusCode(200)
                .body("generation", equalTo(1));
        api.as("dana").get("/api/v1/stacks/" + stack).then().body("operation.number", equalTo(1));
    }

    @Test
    void whatWouldBeRefusedIsRefusedBeforeTheProvisionerIsAsked() {
        String template = api.releasedTemplate();
        String name = Samples.name("shop");
        api.requestStack(template, name, Map.of()).then().statusCode(202);
        String stack = api.acceptedStack();

        plan("dana", request(name, "checkout", template, "{}"))
                .then()
                .statusCode(409)
                .body("type", containsString("name-taken"));
        plan("dana", request(Samples.name("shop"), "checkout", template, "{\"replicas\": 99}"))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/parameters/replicas"));
        plan("dana", "{\"stackId\": \"" + stack + "\", \"parameters\": {\"replicas\": 99}}")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/parameters/replicas"));
        plan("dana", "{\"stackId\": \"" + stack + "\", \"version\": \"9.9.9\"}")
                .then()
                .statusCode(422)
                .body("type", containsString("unknown-version"));
        plan("dana", "{\"stackId\": \"" + stack + "\", \"name\": \"x\"}").then().statusCode(422);
        plan("dana", "{\"stackId\": 7}").then().statusCode(422);
        plan("dana", "{}").then().statusCode(422);
        plan("dana", "[").then().statusCode(400);

        assertThat(server.calls()).isEmpty();
    }

    /** As some clients write the path. */
    @Test
    void theColonMayComeEncodedAndTheSamePeopleMayAsk() {
        String body = "{\"stackId\": \"" + api.acceptedStack() + "\"}";
        for (String path : List.of("/api/v1/stacks%3Aplan", "/api/v1/stacks%3aplan?x=%3A")) {
            asking("dana", body).post(path).then().statusCode(200);
            asking("otis", body).post(path).then().statusCode(403).body("type", containsString("not-your-team"));
            given().urlEncodingEnabled(false)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(path)
                    .then()
                    .statusCode(401);
        }
        asking("dana", body).post("/api/v1/stacks%253Aplan").then().statusCode(404);
    }

    private RequestSpecification asking(String user, String body) {
        return api.as(user)
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body);
    }

    @Test
    void onlyTheTeamAsks() {
        String stack = api.acceptedStack();
        String template = api.releasedTemplate();

        for (String user : List.of("otis", "pia")) {
            plan(user, request(Samples.name("shop"), "checkout", template, "{}"))
                    .then()
                    .statusCode(403)
                    .body("type", containsString("not-your-team"));
            plan(user, "{\"stackId\": \"" + stack + "\"}").then().statusCode(403);
        }
        plan("dana", "{\"stackId\": \"7d8b9a5e-0000-4000-8000-000000000000\"}")
                .then()
                .statusCode(404);

        assertThat(server.calls()).isEmpty();
    }

    @Test
    void aStackThatIsGoneHasNoPlan() {
        String stack = api.acceptedStack();
        String deletion = api.delete("dana", stack).path("operation.id");
        try (Provisioner provisioner = new Provisioner(parts)) {
            provisioner.tell(provisioner.fact("StackDeleted", stack, deletion, 2, 1));
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> plan("dana", "{\"stackId\": \"" + stack + "\"}")
                .then()
                .statusCode(409)
                .body("type", containsString("stack-deleted")));
    }

    @Test
    void theProvisionersRefusalIsPassedOn() {
        server.answers(
                422,
                "{\"type\": \"https://gatehouse.dev/problems/cannot-be-provisioned\", \"title\": \"no target\","
                        + " \"status\": 422, \"detail\": \"register one\", \"added\": 1}");

        plan("dana", "{\"stackId\": \"" + api.acceptedStack() + "\"}")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/cannot-be-provisioned"))
                .body("title", equalTo("no target"))
                .body("detail", equalTo("register one"));
    }

    @Test
    void aProvisionerThatIsAwayIsToldAsSuchAndNoTokenGoesElsewhere() {
        String body = "{\"stackId\": \"" + api.acceptedStack() + "\"}";

        server.answers(302, "");
        away(plan("dana", body));
        assertThat(server.calls()).extracting(PlanServer.Call::path).containsExactly("/api/v1/provisioning/plans");
        server.answers(503, "{}");
        away(plan("dana", body));
        server.answers(200, "<html>");
        away(plan("dana", body));
        server.answers(200, "{}");
        away(plan("dana", body));
        server.answers(404, "not JSON");
        away(plan("dana", body));
        server.answers(0, "");
        away(plan("dana", body));
    }

    @ParameterizedTest
    @CsvSource({
        "503, busy,           7,    7",
        "429, plan-under-way, 60,   60",
        "503, unavailable,    ,     5",
        "429, plan-under-way, soon, 5",
        "503, busy,           0,    5"
    })
    void aBusyProvisionerIsToldFromOneThatIsAwayWithTheTimeToWait(int status, String slug, String after, String told) {
        String problem = "{\"type\": \"https://gatehouse.dev/problems/%s\", \"title\": \"t\", \"detail\": \"d\"}"
                .formatted(slug);
        server.answers(status, problem, after == null ? Map.of() : Map.of("Retry-After", after));

        plan("dana", "{\"stackId\": \"" + api.acceptedStack() + "\"}")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Retry-After", told)
                .body("type", equalTo("https://gatehouse.dev/problems/" + slug))
                .body("title", equalTo("t"))
                .body("detail", equalTo("d"));
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        String most = "{\"components\": []}" + " ".repeat((4 << 20) - 18);
        String body = "{\"stackId\": \"" + api.acceptedStack() + "\"}";
        server.answers(200, most);
        plan("dana", body).then().statusCode(200);

        server.answers(200, most + " ");
        plan("dana", body)
                .then()
                .statusCode(502)
                .contentType("application/problem+json")
                .body("type", containsString("plan-too-large"));
    }

    private static void away(Response answer) {
        answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", containsString("provisioner-away"));
    }

    private JsonNode asked() throws Exception {
        return new ObjectMapper()
                .readTree(server.calls().get(server.calls().size() - 1).body());
    }

    private static String request(String name, String team, String template, String parameters) {
        return "{\"name\": \"%s\", \"team\": \"%s\", \"template\": \"%s\", \"parameters\": %s}"
                .formatted(name, team, template, parameters);
    }

    private Response plan(String user, String body) {
        return plan(api.as(user), body);
    }

    private static Response plan(RequestSpecification caller, String body) {
        return caller.urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/stacks:plan");
    }
}
