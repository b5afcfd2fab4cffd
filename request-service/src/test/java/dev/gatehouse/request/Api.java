package dev.gatehouse.request;

import static io.restassured.RestAssured.given;

import dev.gatehouse.local.testing.Parts;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The service's routes as people call them. */
public final class Api {
    private static final String YAML = "application/yaml";

    private final Parts parts;

    public Api(Parts parts) {
        this.parts = parts;
    }

    /** Calls as one of the local users. */
    public RequestSpecification as(String user) {
        return given().auth().oauth2(parts.token(user));
    }

    /** Calls as somebody with certain groups. */
    public RequestSpecification as(String user, String... groups) {
        return given().auth().oauth2(parts.token(user, groups));
    }

    public Response release(String yaml) {
        return as("pia")
                .contentType(YAML)
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/templates");
    }

    /** Releases the sample template under a fresh name. */
    public String releasedTemplate() {
        String name = Samples.name("web");
        release(Samples.webStack(name, "1.0.0")).then().statusCode(201);
        return name;
    }

    /** Requests a stack of team checkout as dana. */
    public Response requestStack(String template, String name, Map<String, Object> parameters) {
        return as("dana")
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "team", "checkout", "template", template, "parameters", parameters))
                .post("/api/v1/stacks");
    }

    /** Deletes a stack. */
    public Response delete(String user, String stack) {
        return as(user).delete("/api/v1/stacks/" + stack);
    }

    /** Sends a stack a merge patch. */
    public Response patch(String user, String stack, String patch) {
        return as(user).contentType("application/merge-patch+json")
                .body(patch.getBytes(StandardCharsets.UTF_8))
                .patch("/api/v1/stacks/" + stack);
    }

    /** Asks for an action on a stack, such as {@code repair}. */
    public Response post(String user, String stack, String action, String body) {
        return as(user).urlEncodingEnabled(false) // else it would encode the colon, which needs none
                .contentType(ContentType.JSON)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/stacks/" + stack + ":" + action);
    }

    /** Requests a stack of a fresh template and gives its id. */
    public String acceptedStack() {
        return requestStack(releasedTemplate(), Samples.name("shop"), Map.of())
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }
}
