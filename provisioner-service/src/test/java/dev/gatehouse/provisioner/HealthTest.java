package dev.gatehouse.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class HealthTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    MeterRegistry meters;

    @Test
    void readinessNamesTemporalWhileItIsAwayAndWorkGoesOnWhenItIsBack() {
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("Temporal"));
        parts.stopTemporal();
        try {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> given().get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body("checks.find { it.name == 'Temporal' }.status", equalTo("DOWN")));
            given().get("/q/health/live").then().statusCode(200);
        } finally {
            parts.startTemporal();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        Stacks stacks = new Stacks(parts);
        String release = stacks.release(Events.templateReleased("health@1.0.0"));
        stacks.awaitState(stacks.request(Events.stackRequested("health", release)), "READY");
    }

    @Test
    void metricsTellOfOperationsAndEngines() {
        Registry.postgresql(parts);
        Stacks stacks = new Stacks(parts);
        var release = Events.templateReleased("measured@1.0.0");
        Events.component(release, "database", "postgresql");
        stacks.awaitState(stacks.request(Events.stackRequested("measured", stacks.release(release))), "READY");
        String metrics = given().get("/q/metrics").asString();
        assertThat(metrics)
                .containsPattern("gatehouse_provisioner_engine_apply_seconds_count\\{[^}]*kind=\"postgresql\"[^}]*"
                        + "outcome=\"success\"[^}]*\\}")
                .containsPattern("gatehouse_provisioner_operation_seconds_count\\{[^}]*kind=\"provision\"[^}]*"
                        + "outcome=\"ready\"[^}]*\\}")
                .contains("gatehouse_provisioner_unfinished_operations")
                .contains("gatehouse_provisioner_reconciled_operations_total")
                .contains("temporal_");
    }

    @Test
    void whatAnEngineRefusesIsMeasuredAsPermanent() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("refused@1.0.0");
        Events.component(release, "only", "scripted");
        ObjectNode request = Events.stackRequested("refused", stacks.release(release));
        engine.refuse(request.get("subject").asText(), "apply", "only");
        long before = permanent();

        stacks.awaitState(stacks.request(request), "FAILED");

        assertThat(permanent()).isEqualTo(before + 1);
    }

    private long permanent() {
        return meters.timer("gatehouse.provisioner.engine.apply", "kind", "scripted", "outcome", "permanent")
                .count();
    }

    @Test
    void theInterfaceIsDescribed() {
        assertThat(given().get("/q/openapi").asString())
                .contains("/api/v1/targets/{name}", "/api/v1/secrets/{reference}", "/api/v1/provisioning/stacks/{id}");
    }
}
