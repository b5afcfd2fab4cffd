package dev.gatehouse.upgrade;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.gatehouse.local.testing.Parts;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReadinessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    Parts parts;

    @Test
    void readinessNamesKafkaWhileItIsAway() {
        parts.stopKafka();
        try {
            await().atMost(PATIENCE).untilAsserted(() -> get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body("checks.findAll { it.status == 'DOWN' }.name", hasItem("Kafka")));
        } finally {
            parts.startKafka();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
    }
}
