package dev.gatehouse.provisioner.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Topics;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class StackProvisioningTest {
    Parts parts;

    @Test
    void aRequestedStackBecomesADatabaseAndACommit() {
        Topics topics = new Topics(parts);
        Registry.postgresql(parts);
        String repository = Registry.git(parts);
        ObjectNode release = Events.parse(EventContract.example("TemplateReleased"));
        topics.tell(Topics.TEMPLATES, release);
        ObjectNode request = Events.stackRequested("shop", "web-stack@1.0.0");
        topics.tell(Topics.STACKS, request);
        String stack = request.get("subject").asText();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(types(topics, stack))
                .containsExactly(
                        "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned"));
        given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/provisioning/stacks/" + stack)
                .then()
                .statusCode(200)
                .body("state", equalTo("READY"));
        assertThat(repository).startsWith("file:");
    }

    private static List<String> types(Topics topics, String stack) {
        return topics.read(Topics.FACTS, stack).stream()
                .map(event -> event.get("type").asText().replaceAll(".*\\.(\\w+)\\.v1", "$1"))
                .toList();
    }
}
