package dev.gatehouse.request.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call which route. */
@QuarkusTest
class AccessTest {
    Parts parts;
    Api api;

    @BeforeEach
    void open() {
        api = new Api(parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/templates",
                "GET /api/v1/templates",
                "GET /api/v1/templates/web",
                "GET /api/v1/templates/web/releases/1.0.0",
                "POST /api/v1/stacks",
                "GET /api/v1/stacks",
                "GET /api/v1/stacks/7d8b9a5e-0000-4000-8000-000000000000",
                "GET /api/v1/stacks/7d8b9a5e-0000-4000-8000-000000000000/timeline",
                "GET /api/v1/stacks/7d8b9a5e-0000-4000-8000-000000000000/events",
                "PUT /api/v1/producers/billing",
                "GET /api/v1/producers/billing"
            })
    void noRouteAnswersWithoutAValidToken(String route) {
        String[] parts = route.split(" ", 2);
        for (RequestSpecification caller : List.of(
                given(), given().auth().oauth2("not.a.token"), given().auth().oauth2(forged()))) {
            caller.contentType(ContentType.JSON)
                    .body(parts[0].equals("GET") ? "" : "{}")
                    .request(parts[0], parts[1])
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", notNullValue())
                    .body("type", equalTo("https://gatehouse.dev/problems/unauthenticated"));
        }
    }

    /** A real token whose claims were changed after it was signed. */
    private String forged() {
        String[] token = parts.token("dana").split("\\.");
        String claims = new String(
                        java.util.Base64.getUrlDecoder().decode(token[1]), java.nio.charset.StandardCharsets.UTF_8)
                .replace("checkout", "payments");
        token[1] = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return String.join(".", token);
    }

    /** Verified tokens are remembered for a moment, which must not make one count longer or another one count. */
    @Test
    void aTokenThatWasGoodStopsCountingWhenItExpires() {
        // The first of all requests may take longer than the token counts that is to be seen expire.
        given().auth().oauth2(parts.token("dana")).get("/api/v1/stacks").then().statusCode(200);
        String token = parts.token("dana", Duration.ofSeconds(3));
        given().auth().oauth2(token).get("/api/v1/stacks").then().statusCode(200);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().auth()
                .oauth2(token)
                .get("/api/v1/stacks")
                .then()
                .statusCode(401)
                .body("type", equalTo("https://gatehouse.dev/problems/unauthenticated")));
    }

    @Test
    void theClaimsOfAGoodTokenDoNotCountWithAnotherSignature() {
        String good = parts.token("dana");
        given().auth().oauth2(good).get("/api/v1/stacks").then().statusCode(200);
        String claims = good.substring(0, good.lastIndexOf('.'));
        String signature = parts.token("otis").substring(parts.token("otis").lastIndexOf('.'));

        given().auth().oauth2(claims + signature).get("/api/v1/stacks").then().statusCode(401);
        given().auth().oauth2(claims + ".").get("/api/v1/stacks").then().statusCode(401);
    }

    @Test
    void probesNeedNoToken() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/live").then().statusCode(200);
        assertThat(given().get("/q/metrics").asString()).contains("gatehouse_request_stack_requests_total");
        assertThat(given().get("/q/openapi").asString()).contains("/api/v1/stacks/{id}/timeline");
    }

    @Test
    void onlyPlatformEngineersReleaseTemplatesAndRegisterProducers() {
        String template = Samples.webStack(Samples.name("web"), "1.0.0");
        for (RequestSpecification caller :
                List.of(api.as("dana"), api.as("machine", "signals"), api.as("machine", "producer"))) {
            forbidden(caller.contentType("application/yaml")
                    .body(template.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .post("/api/v1/templates"));
        }
        forbidden(api.as("dana").contentType(ContentType.JSON).body("{}").put("/api/v1/producers/billing"));
        forbidden(api.as("dana").get("/api/v1/producers/billing"));

        api.release(template).then().statusCode(201);
        api.as("pia").get("/api/v1/producers/nobody").then().statusCode(404);
    }

    @Test
    void everybodyWithATokenSeesTemplates() {
        String template = api.releasedTemplate();

        api.as("otis").get("/api/v1/templates").then().statusCode(200);
        api.as("machine", "producer")
                .get("/api/v1/templates/" + template)
                .then()
                .statusCode(200);
        api.as("otis")
                .get("/api/v1/templates/" + template + "/releases/1.0.0")
                .then()
                .statusCode(200);
    }

    @Test
    void aStackIsRequestedByItsTeamOnlyNotEvenByPlatformEngineers() {
        String template = api.releasedTemplate();
        Map<String, String> body = Map.of("name", Samples.name("shop"), "team", "checkout", "template", template);

        for (RequestSpecification caller :
                List.of(api.as("otis"), api.as("pia"), api.as("machine", "producer"), api.as("nobody", "none"))) {
            Response refused = caller.contentType(ContentType.JSON).body(body).post("/api/v1/stacks");
            notYourTeam(refused);
        }
        api.as("dana")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/stacks")
                .then()
                .statusCode(202);
    }

    @Test
    void aStackIsReadByItsTeamAndByPlatformEngineers() {
        String stack = "/api/v1/stacks/" + api.acceptedStack();

        for (String route : List.of(stack, stack + "/timeline")) {
            api.as("dana").get(route).then().statusCode(200);
            api.as("pia").get(route).then().statusCode(200);
            notYourTeam(api.as("otis").get(route));
        }
        notYourTeam(api.as("otis").get(stack + "/events"));
    }

    @Test
    void whoHasNoTeamSeesAnEmptyList() {
        api.as("machine", "signals")
                .get("/api/v1/stacks")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    @Test
    void aStackThatIsNotThereIsNotFound() {
        for (String tail : List.of("", "/timeline", "/events")) {
            api.as("dana")
                    .get("/api/v1/stacks/" + UUID.randomUUID() + tail)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("type", equalTo("https://gatehouse.dev/problems/unknown-stack"));
        }
    }

    private static void forbidden(Response response) {
        response.then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/forbidden"));
    }

    private static void notYourTeam(Response response) {
        response.then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/not-your-team"));
    }
}
