package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody changes by hand what Gatehouse made: it is seen, told, and repaired as its template says, through the gate. */
@ExtendWith(PlatformExtension.class)
class DriftIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void whatIsToBeRepairedIsRepairedThroughTheGateAndTheGenerationStays(Platform platform) {
        StackClient stack = stack(platform);
        String file = stack.awaitReady(PATIENCE).at("/outputs/shop").asText();
        HandEdit.replace(platform.repository(), file, "replicas: 2", "replicas: 9");

        lookNow(platform, stack, "shop");

        await("the repair and the end of the drift").atMost(PATIENCE).until(() -> events(stack)
                .contains("StackRecovered"));
        JsonNode repaired = stack.awaitReady(PATIENCE);
        assertThat(repaired.path("generation").asInt()).isEqualTo(1);
        assertThat(repaired.at("/operation/kind").asText()).isEqualTo("change");
        assertThat(repaired.at("/operation/number").asInt()).isEqualTo(2);
        assertThat(repaired.at("/operation/state").asText()).isEqualTo("SUCCEEDED");
        assertThat(platform.git().textAtHeadOf("main", file)).contains("replicas: 2");
        assertThat(events(stack))
                .containsSubsequence(
                        "DriftDetected",
                        "StackDegraded",
                        "RepairNeeded",
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "StackProvisioned",
                        "DriftResolved",
                        "StackRecovered")
                .containsOnlyOnce("DriftDetected", "RepairNeeded", "StackChangeRequested", "StackRecovered");
        assertThat(entry(stack, "DriftDetected").path("summary").asText())
                .contains("shop", "replicas is 9 instead of 2", HandEdit.SOMEBODY.getEmailAddress());
        assertThat(entry(stack, "StackChangeRequested").at("/data/repair"))
                .extracting(JsonNode::asText)
                .containsExactly("shop");
    }

    @Test
    void whatItsOwnerIsAskedAboutWaitsForTheOwner(Platform platform) {
        StackClient stack = stack(platform);
        String file = stack.awaitReady(PATIENCE).at("/outputs/board").asText();
        HandEdit.replace(platform.repository(), file, "title: ours", "title: mine");

        lookNow(platform, stack, "board");

        await("the drift to be told").atMost(PATIENCE).until(() -> events(stack).contains("StackDegraded"));
        assertThat(entry(stack, "DriftDetected").path("summary").asText())
                .contains("Repair it with POST " + stack.path() + ":repair");
        JsonNode degraded = stack.view();
        assertThat(degraded.path("phase").asText()).isEqualTo("DEGRADED");
        assertThat(degraded.at("/operation/number").asInt()).isEqualTo(1);
        assertThat(platform.git().textAtHeadOf("main", file)).contains("title: mine");

        String board = "{\"components\": [\"board\"]}";
        assertThat(platform.user("otis").post(stack.path() + ":repair", board).status())
                .isEqualTo(403);
        Answer accepted = platform.user("dana").post(stack.path() + ":repair", board);
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);

        JsonNode repaired = stack.awaitReady(PATIENCE);
        assertThat(repaired.at("/operation/number").asInt()).isEqualTo(2);
        assertThat(repaired.path("generation").asInt()).isEqualTo(1);
        assertThat(platform.git().textAtHeadOf("main", file)).contains("title: ours");
        assertThat(events(stack))
                .containsSubsequence("StackProvisioned", "DriftResolved", "StackRecovered")
                .doesNotContain("RepairNeeded");
    }

    private static StackClient stack(Platform platform) {
        String template = "t" + StackClient.freeName();
        Answer released = platform.user("pia").post("/api/v1/templates", """
                {"apiVersion": "gatehouse.dev/v1", "kind": "StackTemplate",
                 "metadata": {"name": "%s", "version": "1.0.0", "owner": "platform"},
                 "parameters": {"type": "object", "properties": {}},
                 "components": [
                   {"name": "shop", "kind": "gitops", "owner": "platform", "drift": "repair",
                    "with": {"values": {"replicas": 2}}},
                   {"name": "board", "kind": "gitops", "owner": "platform", "drift": "ask",
                    "with": {"values": {"title": "ours"}}}],
                 "outputs": {"shop": "${components.shop.path}", "board": "${components.board.path}"}}
                """.formatted(template));
        assertThat(released.status()).as("%s", released).isEqualTo(201);
        return StackClient.requestAs(
                platform.user("dana"),
                "{\"name\": \"%s\", \"team\": \"checkout\", \"template\": \"%s\"}"
                        .formatted(StackClient.freeName(), template));
    }

    /** Lets the component's turn be now, instead of some minutes after it was made. */
    private static void lookNow(Platform platform, StackClient stack, String component) {
        String hurry = "update drift_watch set next_at = now() where stack_id = ? and component = ?";
        try (Connection provisioner = platform.superUser("provisioner");
                PreparedStatement statement = provisioner.prepareStatement(hurry)) {
            statement.setString(1, stack.id());
            statement.setString(2, component);
            await("the component to be on the list").atMost(PATIENCE).until(() -> statement.executeUpdate() == 1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> events(StackClient stack) {
        return stack.timeline().stream()
                .map(entry -> entry.path("event").asText())
                .toList();
    }

    private static JsonNode entry(StackClient stack, String event) {
        return stack.timeline().stream()
                .filter(entry -> entry.path("event").asText().equals(event))
                .findFirst()
                .orElseThrow();
    }
}
