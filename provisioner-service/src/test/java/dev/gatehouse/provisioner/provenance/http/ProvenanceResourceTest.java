package dev.gatehouse.provisioner.provenance.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class ProvenanceResourceTest {
    Parts parts;

    @Test
    void everyRenderedFieldTellsWhetherTemplateDefaultOrTeamSetIt() {
        String stack = application();

        var items = get(stack, parts.token("dana")).statusCode(200).extract().jsonPath();

        assertThat(items.getList("items.component")).containsOnly("application");
        assertThat(items.getMap("items.find { it.field == '/values/fixed' }"))
                .containsAllEntriesOf(Map.of("value", "text", "origin", "TEMPLATE", "owner", "platform"));
        assertThat(items.getMap("items.find { it.field == '/values/connections' }"))
                .containsEntry("origin", "DEFAULT")
                .containsEntry("parameters", java.util.List.of("/connections"));
        assertThat(items.getMap("items.find { it.field == '/values/replicas' }"))
                .containsEntry("value", 3)
                .containsEntry("origin", "PARAMETER")
                .containsEntry("parameters", java.util.List.of("/replicas"));
    }

    @Test
    void itCanBeAskedForOneFieldAndWhatLiesWithin() {
        String stack = application();

        get(stack, parts.token("dana"), "field", "/values/list")
                .body("items.field", contains("/values/list/0", "/values/list/1"));
        get(stack, parts.token("dana"), "field", "/values/li").body("items", empty());
        get(stack, parts.token("dana"), "component", "other").body("items", empty());
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
