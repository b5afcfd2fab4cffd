package dev.gatehouse.request.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.RawHttp;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault is told with its place, and with its line as the author counts them. */
@QuarkusTest
class InvalidTemplateTest {
    Parts parts;
    Api api;

    @BeforeEach
    void open() {
        api = new Api(parts);
    }

    /** What is replaced in the sample, by what, and the fault that this makes. Lines are those of the sample. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            docs: A web       | colour: A web        | /colour                                      | 4  | not a known field
            kind: gitops      | kind: mainframe      | /components/0/kind                           | 16 | no engine makes
            name: database    | name: application    | /components/1/name                           | 24 | name of another
            name: database    | name: data-base      | /components/1/name                           | 24 | pattern
            reversible: false | drift: ignore        | /components/1/drift                          | 27 | enumeration
            version: 1.0.0    | version: 1.0         | /metadata/version                            | 3  | string expected
            minimum: 1        | minimum: one         | /parameters/properties/replicas/minimum      | 12 | number
            default: 2}       | default: 99}         | /parameters/properties/replicas/default      | 12 | 20
            maxLength: 200}   | pattern: "(?=a)"}    | /parameters/properties/image/pattern         | 11 | pattern
            maxLength: 200}   | pattern: "((a{999}){999}){999}"} | /parameters/properties/image/pattern | 11 | repeats too much
            {type: integer, minimum: 1 | {$ref: "https://example.com/s", minimum: 1 | /parameters/properties/replicas/$ref | 12 | only references within
            {type: integer, minimum: 1 | {$ref: "#/properties/replicas", minimum: 1 | /parameters/properties/replicas/$ref | 12 | comes back to itself
            {type: integer, minimum: 1 | {$ref: "#/$defs/none", minimum: 1 | /parameters/properties/replicas/$ref | 12 | is not there
            parameters.image} | parameters.picture}  | /components/0/with/values/image              | 21 | unknown parameter picture
            database.host}"   | datbase.host}"       | /components/0/with/values/database/host      | 23 | unknown component datbase
            database.host}"   | database.hots}"      | /components/0/with/values/database/host      | 23 | has no output hots
            stack.namespace}  | stack.nam}           | /components/0/with/namespace                 | 19 | stack has no field nam
            parameters.image} | parameters.image + 1} | /components/0/with/values/image             | 21 | no matching overload
            parameters.image} | parameters.image     | /components/0/with/values/image              | 21 | no closing
            parameters.image} | parameters.(image}   | /components/0/with/values/image              | 21 | column
            parameters.image} | size(components)}    | /components/0/with/values/image              | 21 | select a field of components
            :${components.database.port} | :${[1]}   | /outputs/address                             | 31 | cannot stand inside a text
            parameters.connections} | components.application.path} | /components/0/with             | 18 | application -> database -> application
            """)
    void aFaultIsToldWithPointerAndLine(String what, String by, String pointer, int line, String detail) {
        String template = Samples.webStack(Samples.name("web"), "1.0.0");
        assertThat(template).contains(what);

        Response response = api.release(template.replace(what, by));

        response.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/invalid-template"));
        List<Map<String, Object>> errors = response.path("errors");
        assertThat(errors).anySatisfy(error -> {
            assertThat(error).containsEntry("pointer", pointer).containsEntry("line", line);
            assertThat(error.get("detail")).asString().contains(detail);
        });
    }

    @Test
    void aComponentThatNeedsItselfIsRefused() {
        api.release(Samples.webStack(Samples.name("web"), "1.0.0")
                        .replace("parameters.connections}", "components.database.port}"))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/components/1/with"))
                .body("errors[0].detail", containsString("database -> database"));
    }

    @Test
    void allFaultsOfAStageAreToldAtOnce() {
        Response response = api.release(Samples.webStack(Samples.name("web"), "1.0.0")
                .replace("parameters.image}", "parameters.picture}")
                .replace("stack.namespace}", "stack.nam}"));

        assertThat(response.<List<String>>path("errors.pointer"))
                .contains("/components/0/with/values/image", "/components/0/with/namespace", "/outputs/namespace");
    }

    @Test
    void malformedYamlIsToldWithItsLine() {
        api.release("apiVersion: gatehouse.dev/v1\nkind: [unclosed\n")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/malformed-yaml"))
                .body("errors[0].line", equalTo(3));
    }

    @Test
    void aTemplateMayBeJsonAndItsFaultsHavePointersToo() {
        String name = Samples.name("web");
        api.as("pia")
                .contentType(ContentType.JSON)
                .body(json(name, "${parameters.size}"))
                .post("/api/v1/templates")
                .then()
                .statusCode(201)
                .body("components[0].with.connections", equalTo("${parameters.size}"));
        api.as("pia")
                .contentType(ContentType.JSON)
                .body(json(Samples.name("web"), "${parameters.sise}"))
                .post("/api/v1/templates")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/components/0/with/connections"));
    }

    private static String json(String name, String expression) {
        return """
                {"apiVersion": "gatehouse.dev/v1", "kind": "StackTemplate",
                 "metadata": {"name": "%s", "version": "1.0.0", "owner": "platform"},
                 "parameters": {"type": "object", "properties": {"size": {"type": "integer", "default": 5}}},
                 "components": [{"name": "db", "kind": "postgresql", "owner": "platform", "with": {"connections": "%s"}}]}
                """.formatted(name, expression);
    }

    @Test
    void aTemplateOverTheLimitIsRefusedWhateverItStandsFor() {
        String padding = "\n# " + "x".repeat(530 * 1024);
        RawHttp raw = new RawHttp(parts);
        String sample = Samples.webStack(Samples.name("web"), "1.0.0");

        assertThat(raw.post("/api/v1/templates", "application/yaml", sample + padding)
                        .status())
                .isEqualTo(413);
        String quotes = "docs: '" + "\"".repeat(400 * 1024) + "'";
        assertThat(raw.post(
                                "/api/v1/templates",
                                "application/yaml",
                                sample.replace("docs: A web application with its database.", quotes))
                        .status())
                .isEqualTo(413);
        String aliases = "docs: &s " + "x".repeat(60_000) + "\nchangelog: *s\nextra: ["
                + String.join(",", Collections.nCopies(100, "*s")) + "]\n";
        RawHttp.Answer answer = raw.post("/api/v1/templates", "application/yaml", aliases);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("too much text");
    }

    @Test
    void anOrdinaryLargeBodyIsTaken() {
        String template = api.releasedTemplate();
        String image = "registry.example/" + "x".repeat(100);
        // more than the 10 KB that fit in one buffer
        String padding = " ".repeat(100_000);
        String body = "{\"name\":\"%s\",\"team\":\"checkout\",\"template\":\"%s\",%s\"parameters\":{\"image\":\"%s\"}}"
                .formatted(Samples.name("shop"), template, padding, image);

        assertThat(new RawHttp(parts)
                        .post("/api/v1/stacks", "application/json", body)
                        .status())
                .isEqualTo(202);
    }
}
