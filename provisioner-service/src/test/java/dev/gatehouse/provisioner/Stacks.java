package dev.gatehouse.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Stacks as request-service asks for them and as everybody else sees them. */
public final class Stacks {
    private static final Set<String> ENDS =
            Set.of("StackProvisioned", "ProvisioningFailed", "StackDeleted", "DeletionFailed");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Parts parts;
    private final Topics topics;

    public Stacks(Parts parts) {
        this.parts = parts;
        this.topics = new Topics(parts);
    }

    /** Tells of a release and returns its name@version. */
    public String release(ObjectNode event) {
        topics.tell(Topics.TEMPLATES, event);
        return event.get("subject").asText();
    }

    /** Requests a stack and returns its id. */
    public String request(ObjectNode event) {
        topics.tell(Topics.STACKS, event);
        return event.get("subject").asText();
    }

    /** The events that are told of a stack, once there are exactly these. */
    public List<ObjectNode> awaitFacts(String stackId, String... types) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(facts(stackId)).extracting(Stacks::type).containsExactly(types));
        return facts(stackId);
    }

    public List<ObjectNode> facts(String stackId) {
        return topics.read(Topics.FACTS, stackId);
    }

    /** The stack as its team reads it, once it is in this state. */
    public JsonPath awaitState(String stackId, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(stackId).getString("state")).isEqualTo(state));
        return get(stackId);
    }

    /** The same for an operation of this number, once it is the stack's latest, and its last fact is told. */
    public JsonPath awaitOperation(String stackId, int number, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(stackId).getString("operation.number") + " "
                        + get(stackId).getString("state"))
                .isEqualTo(number + " " + state));
        await().atMost(PATIENCE).until(() -> facts(stackId).stream()
                .filter(fact -> fact.at("/data/operation/number").asInt() == number)
                .anyMatch(fact -> ENDS.contains(type(fact))));
        return get(stackId);
    }

    public JsonPath get(String stackId) {
        return given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/provisioning/stacks/" + stackId)
                .jsonPath();
    }

    /** An event's type without its prefix and version. */
    public static String type(ObjectNode event) {
        return event.get("type").asText().replaceAll(".*\\.(\\w+)\\.v1", "$1");
    }
}
