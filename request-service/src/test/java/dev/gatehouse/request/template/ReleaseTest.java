package dev.gatehouse.request.template;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReleaseTest {
    Parts parts;
    Api api;

    @BeforeEach
    void api() {
        api = new Api(parts);
    }

    @Test
    void aTemplateIsReleasedAndItsGraphInferred() {
        String name = Samples.name("web");

        api.release(Samples.webStack(name, "1.0.0").replace("reversible: false", "reversible: false\n    drift: ask"))
                .then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/templates/" + name + "/releases/1.0.0"))
                .body("digest", matchesPattern("[0-9a-f]{64}"))
                .body("components.name", contains("application", "database"))
                .body("components[0].dependsOn", contains("database"))
                .body("components[1].dependsOn.size()", equalTo(0))
                .body("components[1].reversible", equalTo(false))
                .body("components.drift", contains("report", "ask"))
                .body("releasedBy", equalTo("pia"));
    }

    @Test
    void theSameTextAgainFindsTheReleaseAndAnotherIsRefused() {
        String name = Samples.name("web");
        String text = Samples.webStack(name, "1.0.0");
        String digest = api.release(text).then().statusCode(201).extract().path("digest");

        api.release(text).then().statusCode(200).body("digest", equalTo(digest));
        api.release(text.replace("First release.", "Other."))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("https://gatehouse.dev/problems/release-exists"))
                .body("errors[0].pointer", equalTo("/metadata/version"));
    }

    @Test
    void releasesAreListedNewestFirstAndTemplatesWithTheirNewest() {
        String name = Samples.name("web");
        for (String version : new String[] {"1.9.0", "1.10.0", "2.0.0-rc.1"}) {
            api.release(Samples.webStack(name, version)).then().statusCode(201);
        }

        api.as("dana")
                .get("/api/v1/templates/" + name)
                .then()
                .statusCode(200)
                .body("items.version", contains("2.0.0-rc.1", "1.10.0", "1.9.0"));
        api.as("dana")
                .get("/api/v1/templates")
                .then()
                .statusCode(200)
                .body("items.name", hasItem(name))
                .body("items.find { it.name == '" + name + "' }.version", equalTo("1.10.0"));
    }

    @Test
    void aReleaseIsShownAsJsonAndAsItWasWritten() {
        String name = Samples.name("web");
        String text = Samples.webStack(name, "1.0.0");
        api.release(text).then().statusCode(201);
        String place = "/api/v1/templates/" + name + "/releases/1.0.0";

        api.as("dana").get(place).then().statusCode(200).body("parameters.properties.replicas.default", equalTo(2));
        api.as("dana")
                .accept("application/yaml")
                .get(place)
                .then()
                .statusCode(200)
                .contentType(containsString("application/yaml"))
                .body(equalTo(text));
        api.as("dana")
                .accept("text/html")
                .get(place)
                .then()
                .statusCode(406)
                .body("type", equalTo("https://gatehouse.dev/problems/not-acceptable"));
        api.as("dana")
                .get("/api/v1/templates/" + name + "/releases/9.9.9")
                .then()
                .statusCode(404)
                .body("type", equalTo("https://gatehouse.dev/problems/unknown-release"));
    }
}
