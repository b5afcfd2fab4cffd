package dev.gatehouse.request.stack;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.RawHttp;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused at the gate, and how a retry is told from a new request. */
@QuarkusTest
class StackRequestTest {
    private static final String STACKS = "/api/v1/stacks";

    Parts parts;
    Api api;

    @BeforeEach
    void open() {
        api = new Api(parts);
    }

    /** The insert statement and the mapping name the columns apart from each other. */
    @Test
    void whatIsReadIsWhatWasStored() {
        Map<String, Object> request = Map.of(
                "name", Samples.name("shop"),
                "team", "checkout",
                "template", api.releasedTemplate(),
                "version", "1.0.0",
                "environment", "staging",
                "labels", Map.of("cost-centre", "42"),
                "parameters", Map.of("replicas", 3));

        var accepted = post(request).then().statusCode(202).extract();
        Map<String, Object> answered = accepted.jsonPath().getMap("");

        assertThat(answered).containsAllEntriesOf(request).containsEntry("phase", "REQUESTED");
        assertThat(api.as("dana")
                        .get(accepted.header("Location"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getMap(""))
                .isEqualTo(answered);
    }

    @Test
    void unknownTemplateAndVersionAreNamed() {
        String template = api.releasedTemplate();

        refused(
                post(Map.of("name", "shop", "team", "checkout", "template", "nothing")),
                422,
                "unknown-template",
                "/template");
        refused(
                post(Map.of("name", "shop", "team", "checkout", "template", template, "version", "7.0.0")),
                422,
                "unknown-version",
                "/version");
    }

    @Test
    void parametersThatBreakTheSchemaAreNamedByPointer() {
        String template = api.releasedTemplate();

        api.requestStack(template, "shop", Map.of("replicas", 99, "image", 7, "colour", "red"))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/invalid-parameters"))
                .body("errors.pointer", hasItems("/parameters/replicas", "/parameters/image", "/parameters/colour"));
    }

    @Test
    void unknownAndMissingAndMalformedFieldsAreNamedByPointer() {
        api.as("dana")
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Not A Label", "team", "checkout", "colour", "red"))
                .post(STACKS)
                .then()
                .statusCode(422)
                .body("type", equalTo("https://gatehouse.dev/problems/invalid-request"))
                .body("errors.pointer", hasItems("/name", "/template", "/colour"));
    }

    @Test
    void whatIsToBeAdoptedMustBeComponentsOfTheReleaseEachOnce() {
        String template = api.releasedTemplate();

        refused(post(adopting(template, List.of("database", "vault"))), 422, "invalid-adoption", "/adopt/1");
        refused(post(adopting(template, List.of("database", "database"))), 422, "invalid-request", "/adopt");
        refused(post(adopting(template, "database")), 422, "invalid-request", "/adopt");
        refused(post(adopting(template, List.of(7))), 422, "invalid-request", "/adopt/0");
        refused(post(adopting(template, List.of(""))), 422, "invalid-request", "/adopt/0");
        refused(post(adopting(template, List.of("x".repeat(64)))), 422, "invalid-request", "/adopt/0");
        refused(
                post(adopting(
                        template, IntStream.range(0, 51).mapToObj(i -> "c" + i).toList())),
                422,
                "invalid-request",
                "/adopt");
    }

    @Test
    void aRequestThatAdoptsIsAnAdoptionFromItsFirstMomentAlsoWhenItIsRepeated() {
        Map<String, Object> request = adopting(api.releasedTemplate(), List.of("database"));
        String key = UUID.randomUUID().toString();

        Response first = api.as("dana")
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(request)
                .post(STACKS);
        Response again = api.as("dana")
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(request)
                .post(STACKS);

        first.then().statusCode(202).body("phase", equalTo("REQUESTED")).body("operation.kind", equalTo("adopt"));
        assertThat(again.asString()).isEqualTo(first.asString());
        post(adopting(api.releasedTemplate(), List.of()))
                .then()
                .statusCode(202)
                .body("operation.kind", equalTo("provision"));
    }

    private static Map<String, Object> adopting(String template, Object adopt) {
        return Map.of("name", Samples.name("shop"), "team", "checkout", "template", template, "adopt", adopt);
    }

    @Test
    void malformedJsonIsRefusedWithItsLine() {
        for (String body : List.of("{\"name\": ", "", "{} {}", "{\"name\": \"a\", \"name\": \"b\"}", "\u0000")) {
            api.as("dana")
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(STACKS)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", equalTo("https://gatehouse.dev/problems/malformed-json"))
                    .body("detail", containsString("Line 1"));
        }
    }

    @Test
    void textThatNoTableOrEventCanHoldIsRefusedWithItsPlace() {
        for (String text : List.of("\\u0000", "\\ud800")) {
            for (String field : List.of(
                    "\"name\": \"TEXT\"",
                    "\"labels\": {\"a\": \"TEXT\"}",
                    "\"labels\": {\"TEXT\": \"a\"}",
                    "\"parameters\": {\"image\": \"TEXT\"}",
                    "\"parameters\": {\"TEXT\": 1}")) {
                api.as("dana")
                        .contentType(ContentType.JSON)
                        .body("{" + field.replace("TEXT", text) + "}")
                        .post(STACKS)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("type", equalTo("https://gatehouse.dev/problems/malformed-json"));
            }
        }
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        RawHttp.Answer answer = new RawHttp(parts).post(STACKS, "application/json", "[".repeat(10_000));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("https://gatehouse.dev/problems/malformed-json");
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedAsTooLarge() {
        RawHttp.Answer answer = new RawHttp(parts)
                .post(STACKS, "application/json", "{\"name\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.mediaType()).contains("application/problem+json");
        assertThat(answer.body()).contains("https://gatehouse.dev/problems/too-large");
    }

    @Test
    void aBodyOfUnknownLengthIsRefusedWhenItGrowsTooLarge() {
        RawHttp.Answer answer = new RawHttp(parts)
                .postInChunks(STACKS, "application/json", "{\"name\":\"" + "x".repeat(3 * 1024 * 1024) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("https://gatehouse.dev/problems/too-large");
    }

    @Test
    void aRequestOverTheLimitOfStacksIsRefusedThoughTemplatesMayBeLarger() {
        RawHttp.Answer answer =
                new RawHttp(parts).post(STACKS, "application/json", "{\"name\":\"" + "x".repeat(300 * 1024) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aTakenNameIsRefusedUntilAnotherIsChosen() {
        String template = api.releasedTemplate();
        String name = Samples.name("shop");
        api.requestStack(template, name, Map.of()).then().statusCode(202);

        refused(api.requestStack(template, name, Map.of()), 409, "name-taken", "/name");
        given().auth()
                .oauth2(parts.token("otis"))
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "team", "payments", "template", template))
                .post(STACKS)
                .then()
                .statusCode(202);
    }

    @Test
    void twoTeamsWhoseNamespacesWouldBeTheSameDoNotShareOne() {
        String template = api.releasedTemplate();
        String tail = Samples.name("x");
        as("eva", "a", tail + "-shop", template).then().statusCode(202);

        refused(as("eva", "a-" + tail, "shop", template), 409, "namespace-taken", "/name");
    }

    private Response as(String user, String team, String name, String template) {
        return api.as(user, team)
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "team", team, "template", template))
                .post(STACKS);
    }

    @Test
    void aRepeatedKeyWithTheSameRequestGetsTheSameAnswer() {
        String template = api.releasedTemplate();
        String name = Samples.name("shop");
        String key = UUID.randomUUID().toString();
        String body = "{\"name\":\"%s\",\"team\":\"checkout\",\"template\":\"%s\"}".formatted(name, template);
        String reordered = "{ \"template\":\"%s\", \"team\":\"checkout\", \"name\":\"%s\" }".formatted(template, name);

        String first =
                withKey("dana", key, body).then().statusCode(202).extract().asString();
        Response again = withKey("dana", "\"" + key + "\"", reordered);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.asString()).isEqualTo(first);
        again.then().header("Location", endsWith(again.path("id")));
    }

    @Test
    void aRepeatedKeyWithAnotherRequestIsRefused() {
        String template = api.releasedTemplate();
        String key = UUID.randomUUID().toString();
        withKey("dana", key, body(Samples.name("shop"), template)).then().statusCode(202);

        withKey("dana", key, body(Samples.name("shop"), template))
                .then()
                .statusCode(422)
                .body("type", equalTo("https://gatehouse.dev/problems/idempotency-key-reused"));
    }

    @Test
    void aKeyIsItsSubjectsOwn() {
        String template = api.releasedTemplate();
        String key = UUID.randomUUID().toString();
        withKey("dana", key, body(Samples.name("shop"), template)).then().statusCode(202);

        api.as("carl", "checkout")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body(Samples.name("shop"), template))
                .post(STACKS)
                .then()
                .statusCode(202);
    }

    @Test
    void ofRequestsAtTheSameTimeWithOneKeyOnlyOneMakesAStack() {
        String template = api.releasedTemplate();
        String key = UUID.randomUUID().toString();
        String body = body(Samples.name("shop"), template);

        List<CompletableFuture<String>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> withKey("dana", key, body)
                        .then()
                        .statusCode(202)
                        .extract()
                        .asString()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void anUnusableKeyIsRefused() {
        withKey("dana", "a key with spaces", "{}").then().statusCode(422); // the body is judged first
        withKey("dana", "x".repeat(300), body(Samples.name("shop"), "any"))
                .then()
                .statusCode(400)
                .body("type", equalTo("https://gatehouse.dev/problems/invalid-idempotency-key"));
    }

    @Test
    void theNewestReleaseIsTakenWhereNoneIsNamed() {
        String template = Samples.name("web");
        api.release(Samples.webStack(template, "1.0.0")).then().statusCode(201);
        api.requestStack(template, Samples.name("shop"), Map.of()).then().body("version", equalTo("1.0.0"));
        api.release(Samples.webStack(template, "1.1.0")).then().statusCode(201);

        api.requestStack(template, Samples.name("shop"), Map.of()).then().body("version", equalTo("1.1.0"));
    }

    @Test
    void theListIsPagedByCursorAndShowsOwnTeamsOnly() {
        String template = api.releasedTemplate();
        String team = Samples.name("team");
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            wanted.add(0, as("eva", team, Samples.name("shop"), template).path("id"));
        }
        String foreign = api.acceptedStack();

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            Response page = api.as("eva", team).queryParam("limit", 2).get(STACKS + cursor);
            page.then().statusCode(200).body("items.size()", equalTo(listed.size() < 4 ? 2 : 1));
            listed.addAll(page.path("items.id"));
            cursor = page.path("next") == null ? "" : "?cursor=" + page.path("next");
        } while (!cursor.isEmpty());

        assertThat(listed).isEqualTo(wanted);
        api.as("pia").queryParam("limit", 200).get(STACKS).then().body("items.id", hasItem(foreign));
        api.as("eva", team).get(STACKS).then().body("items.id", not(hasItem(foreign)));
        api.as("eva", team).get(STACKS + "?cursor=nonsense").then().statusCode(400);
    }

    private Response withKey(String user, String key, String body) {
        return api.as(user)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post(STACKS);
    }

    private static String body(String name, String template) {
        return "{\"name\":\"%s\",\"team\":\"checkout\",\"template\":\"%s\"}".formatted(name, template);
    }

    private Response post(Map<String, Object> body) {
        return api.as("dana").contentType(ContentType.JSON).body(body).post(STACKS);
    }

    private static void refused(Response response, int status, String slug, String pointer) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/" + slug))
                .body("status", equalTo(status))
                .body("errors.pointer", hasItem(pointer));
    }
}
