package dev.gatehouse.provisioner.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.EngineLock;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever state a stack is in when its deletion comes: in the end nothing of it is left, or what is left is listed. */
@QuarkusTest
@RealParts
class StackDeletionTest {
    Parts parts;

    @Inject
    Components components;

    @Inject
    ScriptedEngine engine;

    @Inject
    Deletions deletions;

    private Stacks stacks;
    private String repository;

    @BeforeEach
    void register() {
        stacks = new Stacks(parts);
        Registry.postgresql(parts);
        repository = Registry.git(parts);
    }

    @Test
    void nothingIsLeftOfAReadyStackAndItWentInReverseOrder() throws Exception {
        ObjectNode request = request("gone", databaseAndApplication());
        String stack = stacks.request(request);
        JsonPath ready = stacks.awaitState(stack, "READY");
        String path = ready.getString("components[1].outputs.path");
        assertThat(isInRepository(path)).isTrue();
        assertThat(EngineLock.leftOf(parts, stack)).isEqualTo(2);

        stacks.request(Events.deletionRequested(request, 2, 2));

        List<ObjectNode> facts = stacks.awaitFacts(
                stack,
                "ProvisioningStarted",
                "ComponentProvisioned",
                "ComponentProvisioned",
                "StackProvisioned",
                "ComponentDestroyed",
                "ComponentDestroyed",
                "StackDeleted");
        facts.forEach(fact -> EventContract.check(fact.toString()));
        assertThat(facts.subList(4, 6))
                .extracting(fact -> fact.at("/data/component/name").asText())
                .containsExactly("application", "database");
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
        assertThat(isInRepository(path)).isFalse();
        assertThat(stacks.awaitState(stack, "DELETED").getList("components")).isEmpty();
        given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/secrets/" + stack + ".database.owner")
                .then()
                .statusCode(404);
    }

    /** One that heeds no interrupt: those that do are gone within a second or two. */
    @Test
    void anEngineInMidWorkIsWaitedForAndALateOneIsRefused() {
        ObjectNode release = Events.templateReleased("slow@1.0.0");
        Events.component(release, "database", "scripted");
        ObjectNode request = request("halted", stacks.release(release));
        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        String stack = request.get("subject").asText();
        try (Gate making = engine.hold(stack, "apply", "database")) {
            stacks.request(request);
            making.awaitEngine();
            stacks.request(deletion);
            await().atMost(Duration.ofSeconds(30)).until(() -> stacks.get(stack).getInt("operation.number") == 2);
            stacks.awaitState(stack, "RUNNING");
            assertThat(stacks.facts(stack)).extracting(Stacks::type).containsExactly("ProvisioningStarted");
            assertThatThrownBy(() -> deletions.awaitEarlierWork(checkpoint(deletion)))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("still at work");
        }

        stacks.awaitState(stack, "DELETED");

        assertThat(engine.standing(stack, "database")).isNull();
        assertThat(stacks.facts(stack)).extracting(Stacks::type).endsWith("StackDeleted");
        assertThatThrownBy(() -> components.apply(checkpoint(request), "database", doing -> {}))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("SUPERSEDED");
        assertThat(engine.calls(stack)).containsOnlyOnce("apply database");
    }

    @Test
    void theLossOfTemporalInMidDeletionChangesNothing() throws Exception {
        ObjectNode request = request("forgotten", databaseAndApplication());
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");
        try (EngineLock lock = EngineLock.of(parts, request, "database")) {
            stacks.request(Events.deletionRequested(request, 2, 2));
            lock.awaitEngine();
            parts.restartTemporal();
        }

        stacks.awaitFacts(
                stack,
                "ProvisioningStarted",
                "ComponentProvisioned",
                "ComponentProvisioned",
                "StackProvisioned",
                "ComponentDestroyed",
                "ComponentDestroyed",
                "StackDeleted");
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
    }

    @Test
    void aStackOfWhichNothingWasMadeIsGoneAtOnceAlsoWhereItsReleaseIsUnknown() {
        ObjectNode request = request("unborn", "never-released-" + UUID.randomUUID() + "@1.0.0");
        String stack = stacks.request(request);
        stacks.awaitState(stack, "ACCEPTED");

        stacks.request(Events.deletionRequested(request, 2, 2));

        stacks.awaitFacts(stack, "StackDeleted");
    }

    @Test
    void aHalfMadeStackThatHasFailedIsDeletedToo() throws Exception {
        ObjectNode release = Events.templateReleased("half-made@1.0.0");
        Events.component(release, "database", "postgresql");
        Events.component(release, "second", "postgresql", "database").put("connections", -1);
        ObjectNode request = request("halfmade", stacks.release(release));
        String stack = stacks.request(request);
        stacks.awaitState(stack, "FAILED");

        stacks.request(Events.deletionRequested(request, 2, 2));

        stacks.awaitState(stack, "DELETED");
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
    }

    @Test
    void whatCannotBeRemovedIsListedAndTheNextDeletionGoesOnFromThere() throws Exception {
        ObjectNode request = request("clinging", databaseAndApplication());
        String stack = stacks.request(request);
        String owner = stacks.awaitState(stack, "READY").getString("components[0].outputs.username");
        // what lies where the provisioner may not go, it cannot remove
        String closed = "closed_" + stack.substring(0, 8);
        onTarget("create database " + closed);
        onTarget("revoke connect on database " + closed + " from public");
        onTarget(closed, "create schema claim authorization " + owner);

        stacks.request(Events.deletionRequested(request, 2, 2));

        stacks.awaitState(stack, "FAILED");
        ObjectNode failed = stacks.facts(stack).get(5);
        EventContract.check(failed.toString());
        assertThat(Stacks.type(failed)).isEqualTo("DeletionFailed");
        assertThat(failed.at("/data/component").asText()).isEqualTo("database");
        assertThat(failed.at("/data/orphans")).hasSize(1);
        assertThat(failed.at("/data/orphans/0/resources").findValuesAsText("id"))
                .contains(owner);

        onTarget("drop database " + closed);
        stacks.request(Events.deletionRequested(request, 3, 3));

        stacks.awaitState(stack, "DELETED");
        assertThat(stacks.facts(stack).subList(6, 8))
                .extracting(Stacks::type)
                .containsExactly("ComponentDestroyed", "StackDeleted");
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
    }

    /** As where there is no place for its dump: nothing was dropped, and its users are let in again. */
    @Test
    void aDatabaseThatIsNotDroppedForGoodLeavesTheStackReady() throws Exception {
        ObjectNode release = Events.templateReleased("kept-database@1.0.0");
        Events.component(release, "database", "postgresql");
        ObjectNode request = request("kept", stacks.release(release));
        String stack = stacks.request(request);
        String database = stacks.awaitState(stack, "READY").getString("components[0].outputs.database");
        onTarget(database, "create table kept (id integer)");

        stacks.request(Events.deletionRequested(request, 2, 2));

        stacks.awaitOperation(stack, 2, "FAILED");
        List<ObjectNode> facts = stacks.facts(stack);
        ObjectNode failed = facts.get(facts.size() - 1);
        EventContract.check(failed.toString());
        assertThat(failed.at("/data/reason").asText()).contains("no place");
        assertThat(failed.at("/data/restored").asBoolean()).isTrue();
        assertThat(failed.at("/data/orphans")).isEmpty();
        assertThat(failed.at("/data/remedy").asText()).contains("keep the stack: nothing of it was removed");
        assertThat(stacks.get(stack).getList("components.state")).containsOnly("READY");
        assertThat(EngineLock.leftOf(parts, stack)).isEqualTo(2);
    }

    @Test
    void whatWasMadeOnceIsNotBelievedToBeSomebodyElsesWhenItsMarkIsGone() throws Exception {
        ObjectNode release = Events.templateReleased("database-alone@1.0.0");
        Events.component(release, "database", "postgresql");
        ObjectNode request = request("unmarked", stacks.release(release));
        String stack = stacks.request(request);
        JsonPath ready = stacks.awaitState(stack, "READY");
        String database = ready.getString("components[0].outputs.database");
        String owner = ready.getString("components[0].outputs.username");
        onTarget("alter database " + database + " owner to current_user");
        onTarget("comment on role " + owner + " is null");

        stacks.request(Events.deletionRequested(request, 2, 2));

        ObjectNode failed = stacks.awaitFacts(
                        stack, "ProvisioningStarted", "ComponentProvisioned", "StackProvisioned", "DeletionFailed")
                .get(3);
        assertThat(failed.at("/data/orphans").findValuesAsText("id")).contains(database, owner);
        given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/secrets/" + stack + ".database.owner")
                .then()
                .statusCode(200);

        onTarget("drop database " + database);
        onTarget("drop role " + owner);
        stacks.request(Events.deletionRequested(request, 3, 3));
        stacks.awaitState(stack, "DELETED");
        assertThat(EngineLock.leftOf(parts, stack)).isZero();
    }

    private static ObjectNode request(String name, String release) {
        return Events.stackRequested(name, release);
    }

    private String databaseAndApplication() {
        ObjectNode release = Events.templateReleased("database-and-application@1.0.0");
        Events.component(release, "database", "postgresql");
        Events.component(release, "application", "gitops", "database")
                .putObject("values")
                .put("host", "${components.database.host}");
        return stacks.release(release);
    }

    private static Checkpoint checkpoint(ObjectNode request) {
        String operation = Events.data(request).at("/operation/id").asText();
        return new Checkpoint(request.get("subject").asText(), operation, 1);
    }

    private void onTarget(String statement) throws Exception {
        onTarget("postgres", statement);
    }

    private void onTarget(String database, String statement) throws Exception {
        try (Connection superuser = parts.superuserConnection(database)) {
            superuser.createStatement().execute(statement);
        }
    }

    private boolean isInRepository(String path) throws Exception {
        try (Git git = Git.open(Path.of(URI.create(repository).getPath()).toFile())) {
            Repository files = git.getRepository();
            try (TreeWalk walk = TreeWalk.forPath(
                    files,
                    path,
                    files.parseCommit(files.resolve("refs/heads/main")).getTree())) {
                return walk != null;
            }
        }
    }
}
