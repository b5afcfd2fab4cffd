package dev.gatehouse.provisioner.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.LegacyDatabase;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stack takes over a database that was there before; however that ends, what was there is there. */
@QuarkusTest
@RealParts
class StackAdoptionTest {
    private static final String RELEASE = "adopting-shop@1.0.0";
    private static final String AGREED = "gatehouse.dev/adoptable-by=checkout";

    Parts parts;

    @Inject
    ScriptedEngine engine;

    private Stacks stacks;
    private LegacyDatabase legacy;

    @BeforeEach
    void makeDatabase() throws Exception {
        stacks = new Stacks(parts);
        Registry.postgresql(parts);
        ObjectNode release = Events.templateReleased(RELEASE);
        Events.component(release, "database", "postgresql")
                .put("database", "${parameters.database}")
                .put("connections", "${parameters.connections}")
                .put("dump", false);
        Events.component(release, "last", "scripted", "database")
                .put("host", "${components.database.host}")
                .put("database", "${components.database.database}");
        Events.output(release, "database", "${components.database.database}");
        stacks.release(release);
        legacy = LegacyDatabase.make(parts, "le\"gacy'; -- %I ${x} " + UUID.randomUUID());
    }

    @Test
    void theStackIsReadyItsLoginsWorkAndItChangesLikeAnyOtherUntilItsDeletionGivesTheDatabaseBack() throws Exception {
        legacy.agree("checkout");
        ObjectNode request = request("adopter");
        String stack = stacks.request(request);

        JsonPath ready = stacks.awaitOperation(stack, 1, "READY");

        stacks.facts(stack).forEach(fact -> EventContract.check(fact.toString()));
        assertThat(stacks.facts(stack))
                .allSatisfy(fact ->
                        assertThat(fact.at("/data/operation/kind").asText()).isEqualTo("adopt"));
        assertThat(ready.getString("outputs.database")).isEqualTo(legacy.name());
        assertWhoSaidWhatOthersWereFed(stack);
        assertThat(legacy.answer()).isEqualTo("42");
        JsonPath secret = given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/secrets/" + ready.getString("components[0].outputs.secret"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        try (Connection team = legacy.connect(secret.getString("username"), secret.getString("password"))) {
            team.createStatement().execute("create table fresh as select 7 as answer");
        }

        ObjectNode change = Events.changeRequested(request, 2, 2, parameters(11));
        stacks.request(change);
        stacks.awaitOperation(stack, 2, "READY");
        stacks.request(Events.deletionRequested(change, 3, 3));
        stacks.awaitState(stack, "DELETED");

        assertGivenBack();
        try (Connection owner = legacy.connect(legacy.name(), "theirs")) {
            assertThat(LegacyDatabase.text(owner, "select answer from fresh")).isEqualTo("7");
        }
    }

    @Test
    void whatAFailedAdoptionTookOverItGivesBackAndItCanBeTriedAgain() throws Exception {
        legacy.agree("checkout");
        ObjectNode request = request("failing");
        String stack = request.get("subject").asText();
        engine.refuse(stack, "apply", "last");
        engine.refuse(stack, "adopt", "last");
        stacks.request(request);

        stacks.awaitOperation(stack, 1, "FAILED");

        assertGivenBack();
        engine.relent(stack, "apply", "last");
        stacks.request(Events.changeRequested(request, 2, 1, parameters(10)));
        stacks.awaitOperation(stack, 2, "READY");
        assertThat(legacy.comment()).contains(stack);
        assertThat(legacy.answer()).isEqualTo("42");
    }

    @Test
    void whatACancelledAdoptionTookOverItGivesBack() throws Exception {
        legacy.agree("checkout");
        ObjectNode request = request("cancelled");
        String stack = request.get("subject").asText();
        try (Gate making = engine.hold(stack, "apply", "last")) {
            stacks.request(request);
            making.awaitEngine();
            assertThat(legacy.comment()).contains(stack);
            stacks.request(Events.cancelRequested(request, 2));
            stacks.awaitState(stack, "UNDOING");
        }
        stacks.awaitOperation(stack, 1, "FAILED");
        assertGivenBack();
    }

    @Test
    void whatNobodyPromisedTheTeamIsNotAdoptedAndTheReasonSaysWhatToDo() throws Exception {
        legacy.agree("payments");
        ObjectNode request = request("greedy");
        String stack = stacks.request(request);

        stacks.awaitOperation(stack, 1, "FAILED");

        List<ObjectNode> facts = stacks.facts(stack);
        ObjectNode failed = facts.get(facts.size() - 1);
        assertThat(failed.at("/data/reason").asText()).contains("nobody has agreed that team checkout adopts it");
        assertThat(failed.at("/data/remedy").asText()).contains("COMMENT ON DATABASE", AGREED);
        assertThat(failed.at("/data/orphans")).isEmpty();
        assertThat(planned(request).getString("components[0].unresolved")).startsWith("it takes over what is there");
        assertThat(planned(request).getString("components[0].refused")).isNull();
        assertThat(legacy.comment()).isEqualTo("gatehouse.dev/adoptable-by=payments");
        assertThat(legacy.logins()).isEqualTo("0");
        assertThat(legacy.answer()).isEqualTo("42");
    }

    @Test
    void whatIsNotNamedForAdoptionIsNotTakenOverAlthoughItsOwnerAgreed() throws Exception {
        legacy.agree("checkout");
        ObjectNode request = request("plain");
        Events.data(request).putArray("adopt");
        Events.data(request).withObject("/operation").put("kind", "provision");
        String stack = stacks.request(request);

        stacks.awaitOperation(stack, 1, "FAILED");

        assertGivenBack();
    }

    @Test
    void whatAnotherStackHasAdoptedStaysItsOwn() throws Exception {
        legacy.agree("checkout");
        String first = stacks.request(request("earlier"));
        stacks.awaitOperation(first, 1, "READY");

        String second = stacks.request(request("later"));
        stacks.awaitOperation(second, 1, "FAILED");

        assertThat(legacy.comment()).contains(first);
        assertThat(legacy.logins()).isEqualTo("1");
        assertThat(legacy.answer()).isEqualTo("42");
    }

    /** What a change that asks for the same again would do. */
    private JsonPath planned(ObjectNode request) {
        return given().auth()
                .oauth2(parts.token("dana"))
                .contentType("application/json")
                .body(Events.data(request).toString())
                .post("/api/v1/provisioning/plans")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The team named the database; on which host it lies is the target's matter. */
    private void assertWhoSaidWhatOthersWereFed(String stack) {
        given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/provisioning/stacks/" + stack + "/provenance?component=last")
                .then()
                .statusCode(200)
                .body("items.find { it.field == '/database' }.origin", equalTo("PARAMETER"))
                .body("items.find { it.field == '/database' }.parameters", contains("/database"))
                .body("items.find { it.field == '/database' }.outputs", contains("/database/database"))
                .body("items.find { it.field == '/host' }.origin", equalTo("TEMPLATE"))
                .body("items.find { it.field == '/host' }.parameters", empty());
    }

    private void assertGivenBack() throws Exception {
        assertThat(legacy.answer()).isEqualTo("42");
        assertThat(legacy.comment()).isEqualTo(AGREED);
        assertThat(legacy.logins()).isEqualTo("0");
    }

    private ObjectNode request(String name) {
        ObjectNode request =
                Events.stackRequested(name + "-" + UUID.randomUUID().toString().substring(0, 8), RELEASE);
        ObjectNode data = Events.data(request);
        data.set("parameters", parameters(10));
        data.putArray("adopt").add("database");
        data.withObject("/operation").put("kind", "adopt");
        return request;
    }

    private ObjectNode parameters(int connections) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("database", legacy.name())
                .put("connections", connections);
    }
}
