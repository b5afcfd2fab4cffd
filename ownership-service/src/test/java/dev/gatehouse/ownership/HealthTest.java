package dev.gatehouse.ownership;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {

    @Test
    void theServiceIsReadyAndSaysSoWithoutAToken() {
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void metricsAndTheInterfaceAreDescribed() {
        get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory_used_bytes"));
        get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/teams/{name}"));
    }
}
