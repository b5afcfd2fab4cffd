package dev.gatehouse.provisioner.target.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class TargetResourceTest {
    private static final String GIT =
            "{\"kind\": \"git\", \"address\": {\"url\": \"https://git.example/a.git\"}, \"environments\": [\"test-only\"]}";

    Parts parts;

    @Test
    void aPlatformEngineerRegistersATargetAndItIsTold() {
        put("git-told", GIT)
                .statusCode(200)
                .body("name", equalTo("git-told"))
                .body("registeredBy", equalTo("pia"))
                .body("registeredAt", endsWith("Z"));
        as("pia").get("/api/v1/targets/git-told").then().statusCode(200).body("environments", hasItem("test-only"));
        List<ObjectNode> told = await().atMost(Duration.ofSeconds(20))
                .until(() -> new Topics(parts).read("provisioner.target.v1", "git-told"), events -> events.size() == 1);
        EventContract.check(told.get(0).toString());
        assertThat(told.get(0).at("/data/address/url").asText()).isEqualTo("https://git.example/a.git");
    }

    @Test
    void registeringAgainReplaces() {
        put("git-again", GIT).statusCode(200);
        put("git-again", GIT.replace("a.git", "b.git")).statusCode(200);
        as("pia").get("/api/v1/targets/git-again").then().body("address.url", equalTo("https://git.example/b.git"));
    }

    @Test
    void aTargetOnWhichComponentsLieDoesNotMove() {
        Registry.postgresql(parts);
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("settled@1.0.0");
        Events.component(release, "database", "postgresql");
        stacks.awaitState(stacks.request(Events.stackRequested("settled", stacks.release(release))), "READY");
        String elsewhere = "{\"kind\": \"postgresql\", \"address\": {\"host\": \"elsewhere\", \"port\": 5432}}";
        problem(put("local-postgresql", elsewhere), 409, "target-in-use");
        problem(put("local-postgresql", GIT), 409, "target-in-use");
        Registry.postgresql(parts);
    }

    @Test
    void aCredentialIsUsedOnlyWhereItIsMeantFor() {
        String bound =
                "{\"kind\": \"postgresql\", \"address\": {\"host\": \"%s\", \"port\": 5432}, \"environments\": [\"test-only\"]}";
        put("bound-postgresql", bound.formatted("db.example")).statusCode(200);
        problem(put("bound-postgresql", bound.formatted("evil.example")), 400, "invalid-field")
                .body("errors.pointer", hasItem("/address"));
    }

    @Test
    void targetsAreListedInPages() {
        put("page-1", GIT).statusCode(200);
        put("page-2", GIT).statusCode(200);
        as("pia")
                .get("/api/v1/targets?cursor=page-0&limit=1")
                .then()
                .statusCode(200)
                .body("items.name", equalTo(List.of("page-1")))
                .body("next", equalTo("page-1"));
        as("pia").get("/api/v1/targets?cursor=page-1").then().body("items.name", hasItem("page-2"));
        for (String limit : List.of("0", "201", "many", "-1")) {
            problem(as("pia").get("/api/v1/targets?limit=" + limit).then(), 400, "invalid-field");
        }
    }

    @Test
    void developersAndStrangersAreRefused() {
        for (String path : List.of("/api/v1/targets", "/api/v1/targets/git-told")) {
            problem(as("dana").get(path).then(), 403, "role-required");
            problem(given().get(path).then(), 401, "token-required");
            problem(given().auth().oauth2("forged").get(path).then(), 401, "token-invalid");
        }
        problem(
                as("dana")
                        .contentType("application/json")
                        .body(GIT)
                        .put("/api/v1/targets/mine")
                        .then(),
                403,
                "role-required");
        problem(
                given().contentType("application/json")
                        .body(GIT)
                        .put("/api/v1/targets/mine")
                        .then(),
                401,
                "token-required");
        problem(as("pia").get("/api/v1/targets/mine").then(), 404, "unknown-target");
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        problem(
                        put("Bad_Name", "{\"kind\": \"git\", \"address\": {\"url\": \"-x\", \"password\": \"p\"}}"),
                        400,
                        "invalid-field")
                .body("errors.pointer", containsInAnyOrder("/name", "/address/url", "/address/password"));
        problem(put("empty", "{}"), 400, "invalid-field").body("errors.pointer", hasItem("/kind"));
        problem(put("unknown", "{\"kid\": \"git\"}"), 400, "invalid-field").body("errors.pointer", hasItem("/kid"));
        problem(put("type", "{\"kind\": \"git\", \"environments\": 7}"), 400, "invalid-field")
                .body("errors.pointer", hasItem("/environments"));
        problem(put("malformed", "{\"kind\": "), 400, "malformed-body");
        problem(put("nothing", ""), 400, "invalid-field");
    }

    @Test
    void whatNothingCanBeCalledIsNotLookedFor() {
        problem(raw("/api/v1/targets/%00"), 404, "unknown-target");
        problem(raw("/api/v1/targets?cursor=%00"), 400, "invalid-cursor");
        problem(raw("/api/v1/secrets/%00"), 404, "unknown-secret");
        problem(raw("/api/v1/secrets/" + "x".repeat(4000)), 404, "unknown-secret");
        problem(raw("/api/v1/provisioning/stacks/%00"), 404, "unknown-stack");
        problem(raw("/api/v1/provisioning/stacks/a%0Ab"), 404, "unknown-stack");
    }

    @Test
    void anAddressHoldsAFewShortLines() {
        for (String value : List.of(
                "\"a\\u0000b\"",
                "\"half \\ud800\"",
                "\"a\\nb\"",
                "\"" + "x".repeat(1001) + "\"",
                "[1]",
                "{}",
                "null")) {
            problem(
                            put("odd", "{\"kind\": \"cluster\", \"address\": {\"server\": " + value + "}}"),
                            400,
                            "invalid-field")
                    .body("errors.pointer", hasItem("/address/server"));
        }
        problem(put("odd", "{\"kind\": \"dns\", \"address\": {\"a\\u0000\": 1}}"), 400, "invalid-field")
                .body("errors.pointer", hasItem("/address"));
        String many = IntStream.range(0, 21).mapToObj(i -> "\"f" + i + "\": 1").collect(Collectors.joining(","));
        problem(put("odd", "{\"kind\": \"dns\", \"address\": {" + many + "}}"), 400, "invalid-field");
        String environments = "\"a\",".repeat(100) + "\"a\"";
        problem(put("odd", GIT.replace("\"test-only\"", environments)), 400, "invalid-field")
                .body("errors.pointer", hasItem("/environments"));
    }

    @Test
    void ofFirstRegistrationsAtTheSameTimeNoneFails() {
        String name = "at-once-" + UUID.randomUUID().toString().substring(0, 8);
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> put(name, GIT).extract().statusCode()))
                .toList();
        assertThat(answers).extracting(CompletableFuture::join).containsOnly(200);
        assertThat(await().atMost(Duration.ofSeconds(20))
                        .until(
                                () -> new Topics(parts).read("provisioner.target.v1", name),
                                events -> events.size() == 8))
                .extracting(event -> event.path("sequence").asText())
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    /** Announced only: the service must not wait for the ten megabytes. */
    @Test
    void aBodyOfTenMegabytesIsRefusedUnread() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            String head = "PUT /api/v1/targets/huge HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                    + parts.token("pia")
                    + "\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n";
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
        }
    }

    private ValidatableResponse put(String name, String body) {
        return as("pia")
                .contentType("application/json")
                .body(body)
                .put("/api/v1/targets/" + name)
                .then();
    }

    private ValidatableResponse raw(String path) {
        return as("pia").urlEncodingEnabled(false).get(path).then();
    }

    private RequestSpecification as(String user) {
        return given().auth().oauth2(parts.token(user));
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String slug) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/" + slug))
                .body("status", equalTo(status))
                .body("detail", notNullValue());
    }
}
