package dev.gatehouse.upgrade;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.gatehouse.local.testing.Parts;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {
    Parts parts;

    @Test
    void theServiceIsReadyAndSaysSoWithoutAToken() {
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void metricsAreMeasured() {
        get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory_used_bytes"));
    }

    @Test
    void whereThereIsNoRouteYetATokenIsRequiredAllTheSame() {
        get("/api/v1/upgrades").then().statusCode(401);
        given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/upgrades")
                .then()
                .statusCode(404);
    }
}
