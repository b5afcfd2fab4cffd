package dev.gatehouse.provisioner.progress.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class ProgressResourceTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Test
    void anOperationTellsHowFarItIsAndLearnsFromEarlierOnesWhenItMayEnd() throws Exception {
        Registry.postgresql(parts);
        Registry.git(parts);
        Stacks stacks = new Stacks(parts);
        String release = stacks.release(databaseAndApplication("learning@1.0.0"));

        ObjectNode first = Events.stackRequested("learning-one", release);
        try (EngineLock lock = EngineLock.of(parts, first, "database")) {
            String stack = stacks.request(first);
            lock.awaitEngine();
            JsonPath atWork = progress(stack);
            assertThat(atWork.getInt("percent")).isZero();
            assertThat(atWork.getInt("total")).isEqualTo(2);
            assertThat(atWork.getInt("learnedFrom")).isZero();
            assertThat(atWork.getString("expectedEnd")).isNull();
            awaitQueue("local-postgresql", "postgresql");
            assertThat(queueKinds("local-git")).containsExactly("gitops");
        }
        JsonPath done = awaitPercent(first.get("subject").asText(), 100);
        assertThat(done.getInt("done")).isEqualTo(2);
        assertThat(done.getList("components.doneAt", String.class)).doesNotContainNull();

        ObjectNode second = Events.stackRequested("learning-two", release);
        try (EngineLock lock = EngineLock.of(parts, second, "database")) {
            String stack = stacks.request(second);
            lock.awaitEngine();
            JsonPath atWork = progress(stack);
            assertThat(atWork.getInt("learnedFrom")).isEqualTo(1);
            assertThat(Instant.parse(atWork.getString("expectedEnd")))
                    .isAfter(Instant.parse(atWork.getString("acceptedAt")));
            await().atMost(Duration.ofSeconds(30)).until(() -> progress(stack).getInt("percent") > 0);
            assertThat(progress(stack).getInt("done")).isZero();
        }
        awaitPercent(second.get("subject").asText(), 100);
    }

    /** Whether anything waits or not: who watches it could not tell one queue from another that has just begun. */
    @Test
    void aTargetsQueueIsToldByTheKindOfItsComponentsAlsoWhileNothingWaits() throws Exception {
        String repository = Registry.git(parts);
        Registry.put(parts, "idle-git", "git", Map.of("url", repository, "branch", "main"), List.of("idle"));
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !queueKinds("idle-git").isEmpty());
            assertThat(queueKinds("idle-git")).containsExactly("gitops");
            assertThat(queue("idle-git", "gitops")).containsExactly("0.0");
        } finally {
            forget("idle-git");
        }
    }

    private void forget(String target) throws SQLException {
        try (Connection connection = parts.connection();
                PreparedStatement delete = connection.prepareStatement("delete from target where name = ?")) {
            delete.setString(1, target);
            delete.executeUpdate();
        }
    }

    @Test
    void aChangeCountsWhatItAffectsAndNothingElse() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("changing@1.0.0");
        Events.component(release, "first", "scripted").put("size", "${parameters.size}");
        Events.component(release, "second", "scripted", "first")
                .put("size", "${parameters.size}")
                .put("of", "${components.first.size}");
        Events.component(release, "alone", "scripted").put("fixed", 1);
        ObjectNode request = Events.stackRequested("changing", stacks.release(release));
        Events.data(request).putObject("parameters").put("size", 1);
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");

        engine.refuse(stack, "apply", "second");
        try (ScriptedEngine.Gate making = engine.hold(stack, "apply", "first")) {
            stacks.request(Events.changeRequested(request, 2, 2, Events.parse("{\"size\": 2}")));
            making.awaitEngine();
            JsonPath atWork = progress(stack);
            assertThat(atWork.getInt("operation.number")).isEqualTo(2);
            assertThat(atWork.getInt("percent")).isZero();
            assertThat(atWork.getList("components.name")).containsExactly("first", "second");
        }
        stacks.awaitState(stack, "FAILED");
        isAllUndone(stack);
    }

    @Test
    void nothingIsDoneOfAFirstProvisioningThatWasUndone() {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("undone@1.0.0");
        Events.component(release, "first", "scripted");
        Events.component(release, "second", "scripted", "first");
        ObjectNode request = Events.stackRequested("undone", stacks.release(release));
        String stack = request.get("subject").asText();
        engine.refuse(stack, "apply", "second");
        stacks.request(request);
        stacks.awaitState(stack, "FAILED");

        isAllUndone(stack);
    }

    @Test
    void itsTeamAndPlatformEngineersSeeItAndNobodyElse() {
        Stacks stacks = new Stacks(parts);
        String release = stacks.release(Events.templateReleased("seenprogress@1.0.0"));
        String stack = stacks.request(Events.stackRequested("seenprogress", release));
        stacks.awaitState(stack, "READY");

        get(stack, parts.token("dana")).statusCode(200).body("state", equalTo("READY"));
        get(stack, parts.token("pia")).statusCode(200);
        get(stack, parts.token("otis")).statusCode(403);
        get(stack, "forged").statusCode(401);
        get("no-such-stack", parts.token("dana")).statusCode(404);
    }

    private void isAllUndone(String stack) {
        JsonPath ended = progress(stack);
        assertThat(ended.getInt("percent")).isZero();
        assertThat(ended.getInt("done")).isZero();
        assertThat(ended.getList("components.name")).containsExactly("first", "second");
    }

    /** One component at work is one that is still to be made. */
    private static void awaitQueue(String target, String kind) {
        await().atMost(Duration.ofSeconds(20)).until(() -> queue(target, kind).anyMatch("1.0"::equals));
    }

    private static Stream<String> queue(String target, String kind) {
        String metric = "gatehouse_provisioner_target_queue{kind=\"" + kind + "\",target=\"" + target + "\"}";
        return metrics().filter(line -> line.startsWith(metric)).map(line -> line.substring(metric.length() + 1));
    }

    /** By what kinds a target's queue is told, which must not depend on what waits in it. */
    private static List<String> queueKinds(String target) {
        Pattern metric = Pattern.compile(
                "gatehouse_provisioner_target_queue\\{kind=\"([^\"]+)\",target=\"" + target + "\"\\} .*");
        return metrics()
                .map(metric::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .toList();
    }

    private static Stream<String> metrics() {
        return given().get("/q/metrics").asString().lines();
    }

    private static ObjectNode databaseAndApplication(String name) {
        ObjectNode release = Events.templateReleased(name);
        Events.component(release, "database", "postgresql");
        Events.component(release, "application", "gitops", "database")
                .putObject("values")
                .put("host", "${components.database.host}");
        return release;
    }

    private JsonPath awaitPercent(String stack, int percent) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(progress(stack).getInt("percent")).isEqualTo(percent));
        return progress(stack);
    }

    private JsonPath progress(String stack) {
        return get(stack, parts.token("dana")).extract().jsonPath();
    }

    private static ValidatableResponse get(String stack, String token) {
        return given().auth()
                .oauth2(token)
                .get("/api/v1/provisioning/stacks/" + stack + "/progress")
                .then();
    }
}
