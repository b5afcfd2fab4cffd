package dev.gatehouse.provisioner.provisioning.temporal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.EngineLock;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import dev.gatehouse.provisioner.provisioning.model.ReleaseOutcome;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import io.quarkus.test.junit.QuarkusTest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a real run leaves in Temporal. With {@code -Dgatehouse.histories=record} the histories are written to
 * {@code src/test/resources/histories}, for {@link StackProvisioningReplayTest}.
 */
@QuarkusTest
@RealParts
class HistoryRecordingTest {
    private static final boolean RECORD = "record".equals(System.getProperty("gatehouse.histories"));

    Parts parts;

    @Inject
    WorkflowClient client;

    @Inject
    ScriptedEngine engine;

    @Test
    void historiesHoldNoInputsOutputsOrSecrets() throws IOException, SQLException {
        Stacks stacks = new Stacks(parts);
        Registry.postgresql(parts);
        Registry.git(parts);
        ObjectNode release = Events.templateReleased("recorded-" + UUID.randomUUID() + "@1.0.0");
        Events.component(release, "database", "postgresql");
        Events.component(release, "second", "postgresql");
        Events.component(release, "application", "gitops", "database", "second")
                .putObject("values")
                .put("host", "${components.database.host}")
                .put("marker", "an-input-of-the-application")
                .put("text", "${parameters.text}");
        Events.component(release, "last", "scripted", "application").put("text", "${parameters.text}");
        ObjectNode request = Events.stackRequested("recorded", stacks.release(release));
        Events.data(request).set("parameters", parameters("a-parameter"));
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");
        keep("ready.json", history(request), password(stack + ".database.owner"), password(stack + ".second.owner"));

        ObjectNode change = Events.changeRequested(request, 2, 2, parameters("a-parameter-changed"));
        stacks.request(change);
        stacks.awaitOperation(stack, 2, "READY");
        keep("changed.json", history(change), password(stack + ".database.owner"));

        ObjectNode failed = Events.changeRequested(request, 3, 3, parameters("a-parameter-failing"));
        engine.refuse(stack, "apply", "last");
        stacks.request(failed);
        stacks.awaitOperation(stack, 3, "FAILED");
        keep("restored.json", history(failed), password(stack + ".database.owner"));

        String ownersPassword = password(stack + ".database.owner");
        ObjectNode upgrade = upgrade(stacks, request, 4);
        stacks.request(upgrade);
        keep("released.json", released(upgrade), ownersPassword);
        stacks.awaitOperation(stack, 4, "READY");

        ObjectNode deletion = Events.deletionRequested(request, 5, 5);
        stacks.request(deletion);
        stacks.awaitState(stack, "DELETED");
        keep("deleted.json", history(deletion), ownersPassword);

        ObjectNode broken = Events.templateReleased("broken-" + UUID.randomUUID() + "@1.0.0");
        Events.component(broken, "database", "postgresql");
        Events.component(broken, "second", "postgresql", "database");
        Events.component(broken, "third", "postgresql", "second");
        ObjectNode failing = Events.stackRequested("failing", stacks.release(broken));
        String halfMade;
        String doomedPassword;
        try (EngineLock lock = EngineLock.of(parts, failing, "second");
                Connection superuser = parts.superuserConnection("postgres")) {
            halfMade = stacks.request(failing);
            lock.awaitEngine();
            // the secret goes with what it opens
            doomedPassword = password(halfMade + ".database.owner");
            superuser.createStatement().execute("create database " + lock.database());
        }
        stacks.awaitState(halfMade, "FAILED");
        keep("undone.json", history(failing), doomedPassword);
    }

    @Test
    void historiesOfWhatWasCancelledHoldNoneEither() throws IOException {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("stopped-" + UUID.randomUUID() + "@1.0.0");
        Events.component(release, "database", "scripted").put("text", "${parameters.text}");
        Events.component(release, "application", "scripted", "database").put("text", "${components.database.text}");
        String template = stacks.release(release);

        ObjectNode kept = Events.stackRequested("kept", template);
        Events.data(kept).set("parameters", parameters("a-parameter"));
        String stack = stacks.request(kept);
        stacks.awaitOperation(stack, 1, "READY");
        ObjectNode deletion = Events.deletionRequested(kept, 2, 2);
        try (Gate removing = engine.hold(stack, "destroy", "database")) {
            stacks.request(deletion);
            removing.awaitEngine();
            stacks.request(Events.cancelRequested(deletion, 3));
            stacks.awaitState(stack, "UNDOING");
        }
        stacks.awaitOperation(stack, 2, "FAILED");
        keep("cancelled.json", history(deletion));

        ObjectNode lost = Events.stackRequested("lost", template);
        Events.data(lost).set("parameters", parameters("a-parameter"));
        String begun = Events.data(lost).get("stackId").asText();
        try (Gate making = engine.hold(begun, "apply", "application")) {
            stacks.request(lost);
            making.awaitEngine();
            parts.restartTemporal();
            stacks.request(Events.cancelRequested(lost, 2));
            stacks.awaitState(begun, "UNDOING");
        }
        stacks.awaitOperation(begun, 1, "FAILED");
        keep("resumed.json", history(lost));
    }

    private static ObjectNode upgrade(Stacks stacks, ObjectNode request, int number) {
        ObjectNode next = Events.templateReleased(
                Events.data(request).at("/template/name").asText() + "@2.0.0");
        Events.component(next, "database", "postgresql").put("connections", 7);
        Events.component(next, "application", "gitops", "database")
                .putObject("values")
                .put("marker", "an-input-of-the-application");
        stacks.release(next);
        return Events.upgradeRequested(request, number, number, "2.0.0");
    }

    /** What applying all of an upgrade leaves, as upgrade-service starts it. */
    private String released(ObjectNode upgrade) {
        JsonNode data = upgrade.get("data");
        String operation = data.at("/operation/id").asText();
        String workflow = "upgrade/" + operation + "/1/apply";
        client.newUntypedWorkflowStub(
                        "StackReleaseWorkflow",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue("provisioner-service")
                                .setWorkflowId(workflow)
                                .build())
                .start(new StackRelease(data.get("stackId").asText(), operation, 1, "apply", null, null));
        ReleaseOutcome outcome = client.newUntypedWorkflowStub(workflow).getResult(ReleaseOutcome.class);
        assertThat(outcome).isEqualTo(ReleaseOutcome.DONE);
        return client.fetchHistory(workflow).toJson(true);
    }

    private static ObjectNode parameters(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    /** In the clear; a history holds them in base64. */
    private static String payloads(String history) {
        return Pattern.compile("\"data\": \"([^\"]*)\"")
                .matcher(history.replace("\\u003d", "="))
                .results()
                .map(data -> new String(Base64.getDecoder().decode(data.group(1)), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private String history(ObjectNode request) {
        String operation = Events.data(request).at("/operation/id").asText();
        String workflow = "provision/" + request.get("subject").asText() + "/" + operation;
        return client.fetchHistory(workflow).toJson(true);
    }

    private String password(String reference) {
        return given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/secrets/" + reference)
                .then()
                .statusCode(200)
                .extract()
                .path("password");
    }

    private static void keep(String name, String history, String... passwords) throws IOException {
        assertThat(history).containsAnyOf("ApplyComponent", "DestroyComponent");
        assertThat(payloads(history))
                .as("what workflow and activities were given and answered")
                .contains("\"operationId\":", "\"component\":\"database\"")
                .doesNotContain("an-input-of-the-application", "a-parameter", "127.0.0.1", ".owner")
                .satisfies(payloads -> List.of(passwords)
                        .forEach(password -> assertThat(payloads).doesNotContain(password)));
        if (RECORD) {
            Files.writeString(Path.of("src/test/resources/histories", name), history);
        }
    }
}
