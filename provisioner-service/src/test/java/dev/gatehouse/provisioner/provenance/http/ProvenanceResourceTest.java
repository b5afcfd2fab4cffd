package dev.gatehouse.provisioner.provenance.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class ProvenanceResourceTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Test
    void everyRenderedFieldTellsWhetherTemplateDefaultOrTeamSetIt() {
        String stack = application();

        var items = get(stack, parts.token("dana")).statusCode(200).extract().jsonPath();

        assertThat(items.getList("items.component")).containsOnly("application");
        assertThat(items.getMap("items.find { it.field == '/values/fixed' }"))
                .containsAllEntriesOf(Map.of("value", "text", "origin", "TEMPLATE", "owner", "platform"));
        assertThat(items.getMap("items.find { it.field == '/values/connections' }"))
                .containsEntry("origin", "DEFAULT")
                .containsEntry("parameters", List.of("/connections"));
        assertThat(items.getMap("items.find { it.field == '/values/replicas' }"))
                .containsEntry("value", 3)
                .containsEntry("origin", "PARAMETER")
                .containsEntry("parameters", List.of("/replicas"));
    }

    @Test
    void itCanBeAskedForOneFieldAndWhatLiesWithin() {
        String stack = application();

        get(stack, parts.token("dana"), "field", "/values/list")
                .body("items.field", contains("/values/list/0", "/values/list/1"));
        get(stack, parts.token("dana"), "field", "/values/li").body("items", empty());
        get(stack, parts.token("dana"), "component", "other").body("items", empty());
    }

    /**
     * Who sets a default's value answers for it from then on, also where an output hands it on, although nothing is made for
     * that; and no longer once that is undone.
     */
    @Test
    void aValueThatStaysMayBecomeSomebodyElses() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("same@1.0.0");
        Events.component(release, "sized", "scripted").put("size", "${parameters.size}");
        Events.component(release, "fed", "scripted", "sized").put("size", "${components.sized.size}");
        Events.component(release, "other", "scripted").put("other", "${parameters.other}");
        ObjectNode request = Events.stackRequested("same" + System.nanoTime() % 1_000_000, stacks.release(release));
        ObjectNode defaults =
                JsonNodeFactory.instance.objectNode().put("size", 2).put("other", 1);
        Events.data(request).set("parameters", JsonNodeFactory.instance.objectNode());
        Events.data(request).set("defaults", defaults);
        String stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        assertThat(origins(stack)).containsExactly("DEFAULT", "DEFAULT");

        stacks.request(Events.changeRequested(
                request, 2, 2, JsonNodeFactory.instance.objectNode().put("size", 2)));
        stacks.awaitOperation(stack, 2, "READY");
        assertThat(origins(stack)).containsExactly("PARAMETER", "PARAMETER");

        engine.refuse(stack, "apply", "other");
        stacks.request(Events.changeRequested(
                request, 3, 3, JsonNodeFactory.instance.objectNode().put("other", 5)));
        stacks.awaitOperation(stack, 3, "FAILED");
        assertThat(origins(stack)).containsExactly("PARAMETER", "PARAMETER");
        assertThat(engine.calls(stack)).containsOnlyOnce("apply sized", "apply fed");
        get(stack, parts.token("dana"), "component", "fed")
                .body("items[0].parameters", contains("/size"))
                .body("items[0].outputs", contains("/sized/size"));
    }

    private List<String> origins(String stack) {
        return get(stack, parts.token("dana"), "field", "/size")
                .statusCode(200)
                .extract()
                .path("items.origin");
    }

    @Test
    void itsTeamAndPlatformEngineersSeeItAndNobodyElse() {
        String stack = application();

        get(stack, parts.token("pia")).statusCode(200);
        get(stack, parts.token("otis")).statusCode(403);
        get(stack, "forged").statusCode(401);
        get("no-such-stack", parts.token("dana")).statusCode(404);
    }

    /** The contract's example has the parameter replicas set to 3 and a default for connections. */
    private String application() {
        Registry.git(parts);
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("origins@1.0.0");
        ObjectNode values = Events.component(release, "application", "gitops").putObject("values");
        values.put("fixed", "text");
        values.put("connections", "${parameters.connections}");
        values.put("replicas", "${parameters.replicas}");
        values.putArray("list").add("one").add("${parameters.replicas}");
        ObjectNode request = Events.stackRequested("origins" + System.nanoTime() % 1_000_000, stacks.release(release));
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");
        return stack;
    }

    private static ValidatableResponse get(String stack, String token, String... query) {
        var request = given().auth().oauth2(token);
        if (query.length == 2) {
            request.queryParam(query[0], query[1]);
        }
        return request.get("/api/v1/provisioning/stacks/" + stack + "/provenance")
                .then();
    }
}
