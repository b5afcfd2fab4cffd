package dev.gatehouse.ownership.team.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.Table;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TeamResourceTest {
    private static final String CHECKOUT = """
            {"title": "Checkout", "contact": {"email": "checkout@example.com", "chat": "#checkout"}}""";

    Parts parts;
    private final String team = "team-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aPlatformEngineerRegistersATeam() {
        put("pia", CHECKOUT)
                .statusCode(201)
                .header("Location", containsString("/api/v1/teams/" + team))
                .header("ETag", "\"1\"")
                .body("name", equalTo(team))
                .body("title", equalTo("Checkout"))
                .body("contact.email", equalTo("checkout@example.com"))
                .body("contact.chat", equalTo("#checkout"))
                .body("registeredBy", equalTo("pia"))
                .body("registeredAt", notNullValue());
    }

    @Test
    void whatIsNewIsToldOnceAndARepetitionIsNot() {
        put("pia", CHECKOUT).statusCode(201);
        put("pia", CHECKOUT).statusCode(200).header("ETag", "\"1\"");
        put("pia", "{\"title\": \"Check-out\"}").statusCode(200).header("ETag", "\"2\"");

        assertThat(new Table(parts).rows("select revision from team where name = ?", team))
                .containsExactly("2");
    }

    @Test
    void everybodySignedInReadsATeam() {
        put("pia", CHECKOUT).statusCode(201);

        as("otis")
                .get("/api/v1/teams/" + team)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("title", equalTo("Checkout"));
    }

    @Test
    void aDeveloperRegistersNoTeam() {
        put("dana", CHECKOUT)
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/role-required"));
        as("pia").get("/api/v1/teams/" + team).then().statusCode(404);
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        given().contentType(ContentType.JSON)
                .body(CHECKOUT)
                .put("/api/v1/teams/" + team)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/token-required"));
        given().get("/api/v1/teams/" + team).then().statusCode(401);
        given().get("/api/v1/teams").then().statusCode(401);
    }

    @Test
    void aForgedTokenIsRefused() {
        String token = parts.token("pia");
        given().auth()
                .oauth2(token.substring(0, token.lastIndexOf('.')) + ".forged")
                .get("/api/v1/teams")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/token-invalid"));
    }

    @Test
    void anUnknownTeamIsAProblemThatSaysWhatToDo() {
        as("dana")
                .get("/api/v1/teams/" + team)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/unknown-team"))
                .body("detail", containsString("GET /api/v1/teams"));
    }

    @Test
    void ofFirstRegistrationsAtTheSameTimeOneIsNewAndNoneFails() {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> put("pia", "{\"title\": \"Number " + i + "\"}")
                        .extract()
                        .statusCode()))
                .toList();

        assertThat(answers)
                .extracting(CompletableFuture::join)
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        as("dana").get("/api/v1/teams/" + team).then().statusCode(200).header("ETag", "\"8\"");
    }

    @Test
    void anOutdatedRevisionChangesNothing() {
        put("pia", CHECKOUT).statusCode(201);
        put("pia", "{\"title\": \"Second\"}").statusCode(200);

        as("pia")
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body("{\"title\": \"Third\"}")
                .put("/api/v1/teams/" + team)
                .then()
                .statusCode(412)
                .body("type", equalTo("https://gatehouse.dev/problems/stale-revision"));
        as("pia")
                .contentType(ContentType.JSON)
                .header("If-Match", "latest")
                .body("{\"title\": \"Third\"}")
                .put("/api/v1/teams/" + team)
                .then()
                .statusCode(400)
                .body("type", equalTo("https://gatehouse.dev/problems/invalid-header"));
        as("dana").get("/api/v1/teams/" + team).then().body("title", equalTo("Second"));
    }

    @Test
    void fieldsAtFaultAreNamed() {
        refusedField("{}", "/title");
        refusedField("{\"title\": \"" + "x".repeat(101) + "\"}", "/title");
        refusedField("{\"title\": \"T\", \"contact\": {\"email\": \"nobody\"}}", "/contact/email");
        refusedField("{\"title\": \"T\", \"contact\": {\"chat\": \"" + "x".repeat(201) + "\"}}", "/contact/chat");
        refusedField("{\"title\": \"T\", \"contact\": {\"pager\": \"1\"}}", "/contact/pager");
        refusedField("{\"title\": [\"T\"]}", "/title");
        refusedField("{\"title\": \"T\\u0000\"}", "/title");
        refusedField("{\"title\": \"half \\ud800\"}", "/title");
        refusedField("{\"title\": \"T\", \"contact\": {\"chat\": \"#\\udc00\"}}", "/contact/chat");
        refusedField("{\"title\": \"T\", \"contact\": {\"email\": \"\\ud800@example.com\"}}", "/contact/email");
        refusedField("{\"title\": \"T\", \"contact\": {\"chat\": \"#a\\nb\"}}", "/contact/chat");
    }

    @Test
    void aRoleIsNoTeamsName() {
        as("pia")
                .contentType(ContentType.JSON)
                .body(CHECKOUT)
                .put("/api/v1/teams/platform-engineer")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/name"));
    }

    @Test
    void aBodyThatIsNoJsonOrNoBodyAtAllIsRefused() {
        put("pia", "{\"title\": ")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/malformed-body"));
        put("pia", "").statusCode(400).contentType("application/problem+json");
        as("pia")
                .contentType(ContentType.TEXT)
                .body("Checkout")
                .put("/api/v1/teams/" + team)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    /** Over a plain socket: the refusal comes before the body was sent, which ordinary clients report as a broken pipe. */
    @Test
    void aHugeBodyIsRefusedByItsLengthAlone() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            String head = "PUT /api/v1/teams/%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            .formatted(team)
                    + "Authorization: Bearer %s\r\nContent-Length: 10000000\r\n\r\n".formatted(parts.token("pia"));
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void teamsAreListedByNamePageByPage() {
        for (String suffix : List.of("a", "b", "c")) {
            as("pia")
                    .contentType(ContentType.JSON)
                    .body(CHECKOUT)
                    .put("/api/v1/teams/" + team + suffix)
                    .then()
                    .statusCode(201);
        }

        String next = as("dana")
                .queryParam("cursor", team)
                .queryParam("limit", 2)
                .get("/api/v1/teams")
                .then()
                .statusCode(200)
                .body("items.name", equalTo(List.of(team + "a", team + "b")))
                .extract()
                .path("next");
        as("dana")
                .queryParam("cursor", next)
                .queryParam("limit", 1)
                .get("/api/v1/teams")
                .then()
                .body("items.name", equalTo(List.of(team + "c")));
        as("dana")
                .queryParam("cursor", "zzzz")
                .get("/api/v1/teams")
                .then()
                .body("items", hasSize(0))
                .body("next", nullValue());
        as("dana")
                .queryParam("limit", 201)
                .get("/api/v1/teams")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void whatNoTeamCanBeCalledIsNotLookedFor() {
        as("dana")
                .urlEncodingEnabled(false)
                .get("/api/v1/teams/%00")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        as("dana")
                .urlEncodingEnabled(false)
                .get("/api/v1/teams?cursor=%00")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://gatehouse.dev/problems/invalid-cursor"));
        for (String limit : List.of("0", "201", "many", "-1")) {
            as("dana")
                    .get("/api/v1/teams?limit=" + limit)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("https://gatehouse.dev/problems/invalid-field"));
        }
    }

    private void refusedField(String body, String pointer) {
        put("pia", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/invalid-field"))
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", notNullValue());
    }

    private ValidatableResponse put(String user, String body) {
        return as(user).contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/teams/" + team)
                .then();
    }

    private RequestSpecification as(String user) {
        return given().auth().oauth2(parts.token(user));
    }
}
