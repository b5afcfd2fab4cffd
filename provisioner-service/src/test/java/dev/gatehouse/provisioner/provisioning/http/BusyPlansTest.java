package dev.gatehouse.provisioner.provisioning.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a plan is answered that nobody has a place for: what is wrong, and when to ask again. */
@QuarkusTest
@RealParts
class BusyPlansTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @ConfigProperty(name = "gatehouse.provisioner.parallel-plans")
    int parallel;

    private final ExecutorService askers = Executors.newCachedThreadPool();

    @AfterEach
    void dismiss() {
        askers.shutdown();
    }

    @Test
    void whoAsksForAnotherPlanMeanwhileIsToldWhenToAskAgain() {
        ObjectNode change = change("busyself");
        CompletableFuture<Response> first;
        try (Gate planning = hold(change)) {
            first = ask(change, "dana");
            planning.awaitEngine();

            isRefused(plan(change, "dana"), 429, "plan-under-way");
        }
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(plan(change, "dana").statusCode()).isEqualTo(200);
    }

    @Test
    void whoFindsAllPlacesTakenIsToldWhenToAskAgain() {
        ObjectNode change = change("busyall");
        List<CompletableFuture<Response>> others;
        try (Gate planning = hold(change)) {
            others = IntStream.range(0, parallel)
                    .mapToObj(i -> ask(change, "colleague-" + i))
                    .toList();
            planning.awaitEngines(parallel);

            isRefused(plan(change, "dana"), 503, "busy");
        }
        assertThat(others)
                .allSatisfy(other -> assertThat(other.join().statusCode()).isEqualTo(200));
        assertThat(plan(change, "dana").statusCode()).isEqualTo(200);
    }

    private static void isRefused(Response answer, int status, String slug) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("https://gatehouse.dev/problems/" + slug);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    /** A change of a stack that stands, of which nothing has been asked. */
    private ObjectNode change(String name) {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased(name + "@1.0.0");
        Events.component(release, "only", "scripted").put("replicas", "${parameters.replicas}");
        ObjectNode request = Events.stackRequested(name, stacks.release(release));
        stacks.awaitOperation(stacks.request(request), 1, "READY");
        Events.data(request).put("generation", 2).withObject("/parameters").put("replicas", 7);
        return request;
    }

    private Gate hold(ObjectNode change) {
        return engine.hold(change.get("subject").asText(), "plan", "only");
    }

    private CompletableFuture<Response> ask(ObjectNode change, String user) {
        return CompletableFuture.supplyAsync(() -> plan(change, user), askers);
    }

    private Response plan(ObjectNode change, String user) {
        return given().auth()
                .oauth2(parts.token(user, "checkout"))
                .contentType("application/json")
                .body(Events.data(change).toString())
                .post("/api/v1/provisioning/plans");
    }
}
