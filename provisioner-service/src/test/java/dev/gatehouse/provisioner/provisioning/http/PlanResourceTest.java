package dev.gatehouse.provisioner.provisioning.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Checkout;
import dev.gatehouse.provisioner.EngineLock;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@RealParts
class PlanResourceTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @TempDir
    Path scratch;

    @Test
    void aNewStackWouldBeMadeAndNothingIsMadeOfIt() throws Exception {
        ObjectNode request = request("planned");
        String stack = request.get("subject").asText();

        JsonPath plan = plan(request, false, parts.token("dana"))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(plan.getList("components.name")).containsExactly("database", "application");
        assertThat(plan.getList("components.change")).containsExactly("created", "created");
        assertThat(plan.getList("components[0].resources.change"))
                .containsOnly("created")
                .hasSizeGreaterThan(1);
        assertThat(plan.getString("components[0].target")).isEqualTo("local-postgresql");
        assertThat(plan.getString("components[1].unresolved")).contains("database");
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
        new Stacks(parts).get(stack);
    }

    @Test
    void aPlannedChangeTellsTheFieldsAndIsWhatTheStackIsNot() {
        Stacks stacks = new Stacks(parts);
        ObjectNode request = request("planchange");
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");

        plan(request, true, parts.token("dana"))
                .statusCode(200)
                .body("components.change", equalTo(List.of("unchanged", "unchanged")));

        ((ObjectNode) Events.data(request).get("parameters")).put("replicas", 7);
        Events.data(request).put("generation", 2);
        JsonPath plan = plan(request, true, parts.token("dana"))
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(plan.getList("components.change")).containsExactly("unchanged", "changed");
        assertThat(plan.getString(
                        "components[1].resources[0].differences.find { it.field.contains('replicas') }.desired"))
                .isEqualTo("7");
        assertThat(stacks.facts(stack)).hasSize(4);
    }

    @Test
    void whatGoesAndWhatIsReplacedIsSaidAndThenDone() throws Exception {
        Registry.postgresql(parts);
        String repository = Registry.git(parts);
        Stacks stacks = new Stacks(parts);
        ObjectNode before = Events.templateReleased("going@1.0.0");
        Events.component(before, "db", "postgresql");
        Events.component(before, "app", "gitops").put("namespace", "${parameters.ns}");
        Events.component(before, "last", "scripted", "db");
        stacks.release(before);
        ObjectNode after = Events.templateReleased("going@2.0.0");
        Events.component(after, "app", "gitops").put("namespace", "${parameters.ns}");
        stacks.release(after);
        ObjectNode request = Events.stackRequested("plangoing", "going@1.0.0");
        Events.data(request).putObject("parameters").put("ns", "one");
        String stack = stacks.request(request);
        String path =
                stacks.awaitOperation(stack, 1, "READY").getString("components.find { it.name == 'app' }.outputs.path");
        List<ObjectNode> facts = stacks.facts(stack);

        ObjectNode change = Events.changeRequested(request, 2, 2, Events.parse("{\"ns\": \"two\"}"));
        Events.data(change).withObject("/template").put("version", "2.0.0");
        JsonPath plan = plan(change, true, parts.token("dana"))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(plan.getList("components.name")).containsExactly("app", "last", "db");
        assertThat(plan.getList("components.change")).containsExactly("replaced", "destroyed", "destroyed");
        assertThat(plan.getList("components[0].resources.change")).containsExactly("replaced");
        assertThat(plan.getMap("components[0].resources[0].differences.find { it.field == '/metadata/name' }"))
                .containsEntry("live", "one-app")
                .containsEntry("desired", "two-app");
        assertThat(plan.getList("components[1].resources.id")).containsExactly(stack + " last");
        assertThat(plan.getList("components[2].resources.type")).contains("database", "role");
        assertThat(plan.getList("components[2].resources.change")).containsOnly("destroyed");
        assertThat(stacks.facts(stack)).isEqualTo(facts);
        assertThat(engine.standing(stack, "last")).isNotNull();
        Checkout checkout = new Checkout(repository, scratch);
        assertThat(checkout.read(path)).contains("name: one-app");

        Events.data(change).put("plan", plan.getString("digest"));
        stacks.request(change);

        stacks.awaitOperation(stack, 2, "READY");
        assertThat(stacks.facts(stack).stream().skip(facts.size()))
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentDestroyed",
                        "ComponentDestroyed",
                        "StackProvisioned");
        assertThat(engine.standing(stack, "last")).isNull();
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
        assertThat(checkout.read(path)).contains("name: two-app").doesNotContain("one-app");
    }

    @Test
    void whatTheOperationWouldFailAtIsSaid() {
        ObjectNode request = request("planrefused");
        ((ObjectNode) Events.data(request).get("defaults")).put("connections", 0);

        plan(request, false, parts.token("dana"))
                .statusCode(200)
                .body("components[0].refused.reason", startsWith("input /connections of component database"));
    }

    @Test
    void whatWouldBeTakenOverIsNotPlannedAsIfItWereMade() {
        ObjectNode request = request("planadopt");
        Events.data(request).putArray("adopt").add("database");

        plan(request, false, parts.token("dana"))
                .statusCode(200)
                .body("components[0].change", equalTo("created"))
                .body("components[0].unresolved", startsWith("it takes over what is there"))
                .body("components[0].resources", equalTo(List.of()))
                .body("components[1].unresolved", startsWith("its inputs are known when database"));
    }

    @Test
    void onlyMembersOfTheTeamPlanAndOnlyForTheirOwnStacks() {
        Stacks stacks = new Stacks(parts);
        ObjectNode request = request("planauth");
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");

        plan(request, true, parts.token("otis")).statusCode(403);
        plan(request, true, parts.token("pia")).statusCode(403);
        plan(request, true, "forged").statusCode(401);
        Events.data(request).put("team", "payments");
        plan(request, true, parts.token("otis")).statusCode(403).body("type", equalTo(type("not-your-team")));
    }

    @Test
    void aBodyWithFaultsIsRefusedWithTheFieldsNamed() {
        ObjectNode request = request("planfaults");
        Events.data(request).put("namespace", "Not A Label");
        Events.data(request).putNull("parameters");

        plan(request, false, parts.token("dana"))
                .statusCode(400)
                .body("errors.pointer", hasItem("/namespace"))
                .body("errors.pointer", hasItem("/parameters"));
    }

    private ObjectNode request(String name) {
        Registry.postgresql(parts);
        Registry.git(parts);
        new Stacks(parts).release(Events.parse(dev.gatehouse.local.testing.EventContract.example("TemplateReleased")));
        return Events.stackRequested(name, "web-stack@1.0.0");
    }

    private static ValidatableResponse plan(ObjectNode request, boolean exists, String token) {
        ObjectNode body = Events.data(request).deepCopy();
        if (!exists) {
            body.remove("stackId");
        }
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body.toString())
                .post("/api/v1/provisioning/plans")
                .then();
    }

    private static String type(String slug) {
        return "https://gatehouse.dev/problems/" + slug;
    }
}
