package dev.gatehouse.request.problem;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.request.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the HTTP layer finds is told as a problem too. */
@QuarkusTest
class ProblemTest {
    Parts parts;
    Api api;

    @BeforeEach
    void open() {
        api = new Api(parts);
    }

    @Test
    void anUnknownPathIsNotFound() {
        problem(api.as("dana").get("/api/v1/nothing"), 404, "not-found");
        problem(api.as("dana").get("/api/v1/stacks/no-uuid"), 404, "not-found");
    }

    @Test
    void anUnknownMethodIsNotAllowed() {
        problem(api.as("dana").delete("/api/v1/templates"), 405, "method-not-allowed");
    }

    @Test
    void anUnknownRepresentationIsNotAcceptable() {
        problem(api.as("dana").accept("text/csv").get("/api/v1/stacks"), 406, "not-acceptable");
    }

    @Test
    void anotherMediaTypeIsNotRead() {
        problem(
                api.as("dana").contentType(ContentType.XML).body("<stack/>").post("/api/v1/stacks"),
                415,
                "unsupported-media-type");
    }

    @Test
    void unreadableQueryParametersAreNamed() {
        problem(api.as("dana").get("/api/v1/stacks?limit=many"), 400, "invalid-limit");
        problem(api.as("dana").get("/api/v1/stacks?cursor=!"), 400, "invalid-cursor");
        String far = java.util.Base64.getUrlEncoder()
                .encodeToString("+1000000000-12-31T23:59:59Z|00000000-0000-0000-0000-000000000000"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        problem(api.as("dana").queryParam("cursor", far).get("/api/v1/stacks"), 400, "invalid-cursor");
    }

    @Test
    void namesThatNothingCanHaveAreNotFound() {
        problem(raw("/api/v1/templates/%00"), 404, "unknown-template");
        problem(raw("/api/v1/producers/%00"), 404, "unknown-producer");
        problem(raw("/api/v1/templates/web/releases/%00"), 404, "unknown-release");
        problem(raw("/api/v1/stacks/%00"), 404, "not-found");
        problem(raw("/api/v1/stacks/%00/timeline"), 404, "not-found");
        problem(raw("/api/v1/stacks/%00/events"), 404, "not-found");
        problem(raw("/api/v1/stacks?cursor=%00"), 400, "invalid-cursor");
    }

    /** The client would encode the percent sign once more. */
    private Response raw(String path) {
        return api.as("pia").urlEncodingEnabled(false).get(path);
    }

    private static void problem(Response response, int status, String slug) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/" + slug))
                .body("title", notNullValue())
                .body("status", equalTo(status))
                .body("detail", notNullValue())
                .body(not(containsString("Exception")));
    }
}
