package dev.gatehouse.provisioner.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Checkout;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stack takes over an Argo CD Application that was there before; however that ends, what was there is there. */
@QuarkusTest
@RealParts
class GitAdoptionTest {
    private static final String RELEASE = "adopting-application@1.0.0";

    private static final String BY_HAND = """
            # by hand
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: shop
              annotations:
                gatehouse.dev/adoptable-by: %s
            spec: {project: default}
            """;

    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    MeterRegistry meters;

    @TempDir
    Path scratch;

    private Stacks stacks;
    private Checkout checkout;
    private ObjectNode request;
    private String stack;
    private String path;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        checkout = new Checkout(Registry.git(parts), scratch);
        ObjectNode release = Events.templateReleased(RELEASE);
        Events.component(release, "application", "gitops").putObject("values").put("replicas", 2);
        Events.component(release, "last", "scripted", "application").put("path", "${components.application.path}");
        stacks.release(release);
        request = Events.stackRequested("a" + UUID.randomUUID().toString().substring(0, 8), RELEASE);
        ObjectNode data = Events.data(request);
        data.putArray("adopt").add("application");
        data.withObject("/operation").put("kind", "adopt");
        stack = request.get("subject").asText();
        path = "stacks/checkout/" + data.get("name").asText() + "/application.yaml";
    }

    @Test
    void theApplicationIsTheStacksUntilItsDeletionGivesItBackAndTheAdoptionIsMeasured() throws Exception {
        checkout.write(path, byHand("checkout"));
        long adoptions = engineRuns().count();
        long operations = operations("ready").count();
        stacks.request(request);

        JsonPath ready = stacks.awaitOperation(stack, 1, "READY");

        assertThat(ready.getString("components[0].outputs.path")).isEqualTo(path);
        assertThat(checkout.read(path)).contains(stack, "gatehouse.dev/adopted-from", "replicas: 2");
        stacks.facts(stack).forEach(fact -> EventContract.check(fact.toString()));
        assertThat(engineRuns().count()).isEqualTo(adoptions + 1);
        assertThat(operations("ready").count()).isEqualTo(operations + 1);
        stacks.request(Events.deletionRequested(request, 2, 2));
        stacks.awaitOperation(stack, 2, "DELETED");
        assertThat(checkout.read(path)).isEqualTo(byHand("checkout"));
    }

    @Test
    void whatAFailedAdoptionTookOverItGivesBackAndItCanBeTriedAgain() throws Exception {
        checkout.write(path, byHand("checkout"));
        engine.refuse(stack, "apply", "last");
        stacks.request(request);

        stacks.awaitOperation(stack, 1, "FAILED");

        assertThat(checkout.read(path)).isEqualTo(byHand("checkout"));
        engine.relent(stack, "apply", "last");
        stacks.request(Events.changeRequested(
                request, 2, 1, Events.data(request).get("parameters").deepCopy()));
        stacks.awaitOperation(stack, 2, "READY");
        assertThat(checkout.read(path)).contains(stack, "gatehouse.dev/adopted-from");
    }

    @Test
    void anAdoptionTellsHowFarItIsAndWhatIsCancelledInItsMidstIsGivenBack() throws Exception {
        checkout.write(path, byHand("checkout"));
        try (Gate making = engine.hold(stack, "apply", "last")) {
            stacks.request(request);
            making.awaitEngine();
            JsonPath progress = progress();
            assertThat(progress.getString("operation.kind")).isEqualTo("adopt");
            assertThat(progress.getList("components.name")).containsExactly("application", "last");
            assertThat(progress.getInt("done")).isEqualTo(1);
            assertThat(progress.getInt("percent")).isBetween(1, 99);
            assertThat(checkout.read(path)).contains(stack);
            stacks.request(Events.cancelRequested(request, 2));
            stacks.awaitState(stack, "UNDOING");
        }
        stacks.awaitOperation(stack, 1, "FAILED");
        assertThat(checkout.read(path)).isEqualTo(byHand("checkout"));
    }

    /**
     * What was given back nobody but an adoption may take, and the deletion's failure says that a repair makes it again; what
     * its owner removed then is made like anything else.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatADeletionGaveBackBeforeItWasCancelledIsTakenOverAgainByTheRepair(boolean removed) throws Exception {
        ObjectNode release = Events.templateReleased("given-back@1.0.0");
        Events.component(release, "base", "scripted").put("size", 1);
        Events.component(release, "application", "gitops", "base")
                .putObject("values")
                .put("size", "${components.base.size}");
        String[] template = stacks.release(release).split("@", 2);
        Events.data(request).putObject("template").put("name", template[0]).put("version", template[1]);
        checkout.write(path, byHand("checkout"));
        stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        try (Gate removing = engine.hold(stack, "destroy", "base")) {
            stacks.request(deletion);
            removing.awaitEngine();
            assertThat(checkout.read(path)).isEqualTo(byHand("checkout"));
            stacks.request(Events.cancelRequested(deletion, 3));
            stacks.awaitState(stack, "UNDOING");
        }
        stacks.awaitOperation(stack, 2, "FAILED");
        if (removed) {
            checkout.remove(path);
        }
        ObjectNode repair = Events.changeRequested(
                request, 3, 1, Events.data(request).get("parameters").deepCopy());
        repair.put("sequence", "4");
        Events.data(repair).withArray("repair").add("application");
        stacks.request(repair);

        stacks.awaitOperation(stack, 3, "READY");

        assertThat(checkout.read(path)).contains(stack, "size: 1");
        assertThat(checkout.read(path).contains("gatehouse.dev/adopted-from")).isEqualTo(!removed);
        stacks.request(Events.deletionRequested(request, 4, 5));
        stacks.awaitOperation(stack, 4, "DELETED");
        if (removed) {
            assertThatThrownBy(() -> checkout.read(path)).isInstanceOf(NoSuchFileException.class);
        } else {
            assertThat(checkout.read(path)).isEqualTo(byHand("checkout"));
        }
    }

    /** As where the worker that took it over was killed before it could note that. */
    @Test
    void anAdoptionThatWasNotNotedIsRepeatedAndTakesNothingOverTwice() throws Exception {
        checkout.write(path, byHand("checkout"));
        try (Gate making = engine.hold(stack, "apply", "last")) {
            stacks.request(request);
            making.awaitEngine();
            String taken = checkout.read(path);
            forgetNotes();
            parts.restartTemporal();
            making.close();
            stacks.awaitOperation(stack, 1, "READY");
            assertThat(checkout.read(path)).isEqualTo(taken).containsOnlyOnce("gatehouse.dev/adopted-from");
        }
        stacks.request(Events.deletionRequested(request, 2, 2));
        stacks.awaitOperation(stack, 2, "DELETED");
        assertThat(checkout.read(path)).isEqualTo(byHand("checkout"));
    }

    @Test
    void whatNobodyPromisedTheTeamIsLeftAloneAndTheReasonSaysWhatToDo() throws Exception {
        checkout.write(path, byHand("payments"));
        stacks.request(request);

        stacks.awaitOperation(stack, 1, "FAILED");

        List<ObjectNode> facts = stacks.facts(stack);
        ObjectNode failed = facts.get(facts.size() - 1);
        assertThat(failed.at("/data/reason").asText()).contains("nobody has agreed that team checkout adopts it");
        assertThat(failed.at("/data/remedy").asText()).contains("gatehouse.dev/adoptable-by: checkout");
        assertThat(failed.at("/data/orphans")).isEmpty();
        assertThat(checkout.read(path)).isEqualTo(byHand("payments"));
    }

    private void forgetNotes() throws SQLException {
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from step where step = 'component/application' and operation_id = '"
                    + Events.data(request).at("/operation/id").asText() + "'");
            statement.execute("update component set state = 'PENDING', inputs = '{}', outputs = '{}', resources = '[]'"
                    + " where name = 'application' and stack_id = '" + stack + "'");
        }
    }

    private static String byHand(String team) {
        return BY_HAND.formatted(team);
    }

    private Timer engineRuns() {
        return meters.timer("gatehouse.provisioner.engine.adopt", "kind", "gitops", "outcome", "success");
    }

    private Timer operations(String outcome) {
        return meters.timer("gatehouse.provisioner.operation", "kind", "adopt", "outcome", outcome);
    }

    private JsonPath progress() {
        return given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/provisioning/stacks/" + stack + "/progress")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
