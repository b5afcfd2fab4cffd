package dev.gatehouse.provisioner.provisioning.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class ProvisioningResourceTest {
    Parts parts;

    @Test
    void itsTeamAndPlatformEngineersSeeAStackAndNobodyElse() {
        Stacks stacks = new Stacks(parts);
        String release = stacks.release(Events.templateReleased("seen@1.0.0"));
        String stack = stacks.request(Events.stackRequested("seen", release));
        stacks.awaitState(stack, "READY");

        get(stack, parts.token("dana")).statusCode(200).body("team", equalTo("checkout"));
        get(stack, parts.token("pia")).statusCode(200).body("template.version", equalTo("1.0.0"));
        get(stack, parts.token("otis")).statusCode(403).body("type", equalTo(type("not-your-team")));
        get(stack, "forged").statusCode(401).body("type", equalTo(type("token-invalid")));
        given().get("/api/v1/provisioning/stacks/" + stack)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo(type("token-required")));
    }

    @Test
    void anUnknownStackIsSaidToBeUnknown() {
        get("no-such-stack", parts.token("dana")).statusCode(404).body("type", equalTo(type("unknown-stack")));
    }

    @Test
    void anUnknownRouteIsAProblemToo() {
        given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/provisioning/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static ValidatableResponse get(String stack, String token) {
        return given().auth()
                .oauth2(token)
                .get("/api/v1/provisioning/stacks/" + stack)
                .then();
    }

    private static String type(String slug) {
        return "https://gatehouse.dev/problems/" + slug;
    }
}
