package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;

/** Changes and their restoration with a real database and a real repository. */
@QuarkusTest
@RealParts
class RealChangeTest {
    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Test
    void aChangeReachesGitAloneAFailedOneIsTakenBackThereAndWhatComesAfterIsNotTaken() throws Exception {
        Registry.postgresql(parts);
        String repository = Registry.git(parts);
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("changing-shop@1.0.0");
        Events.component(release, "database", "postgresql").put("connections", "${parameters.connections}");
        Events.component(release, "application", "gitops", "database")
                .putObject("values")
                .put("host", "${components.database.host}")
                .put("replicas", "${parameters.replicas}");
        Events.component(release, "last", "scripted", "application")
                .put("path", "${components.application.path}")
                .put("replicas", "${parameters.replicas}");
        Events.output(release, "commit", "${components.application.commit}");
        ObjectNode request = Events.stackRequested("changing", stacks.release(release));
        Events.data(request).set("parameters", parameters(10, 1));
        String stack = stacks.request(request);
        JsonPath first = stacks.awaitOperation(stack, 1, "READY");
        String path = first.getString("components[1].outputs.path");

        stacks.request(Events.changeRequested(request, 2, 2, parameters(10, 2)));
        stacks.awaitOperation(stack, 2, "READY");
        assertThat(file(repository, path)).contains("replicas: 2");
        assertThat(made(stacks, stack, 2)).containsExactly("application", "last");

        engine.refuse(stack, "apply", "last");
        stacks.request(Events.changeRequested(request, 3, 3, parameters(20, 3)));
        ObjectNode restoredButOne = ended(stacks, stack, 3);
        assertThat(restoredButOne.at("/data/restored").asBoolean()).isFalse();
        assertThat(restoredButOne.at("/data/remedy").asText())
                .contains(
                        "Not as before: last;", "POST /api/v1/stacks/" + stack + ":repair", "last: refused; Allow it.");
        assertThat(restoredButOne.get("data").has("outputs")).isFalse();
        assertThat(file(repository, path)).contains("replicas: 2");
        assertThat(made(stacks, stack, 3)).containsExactly("database", "application", "database", "application");

        engine.relent(stack, "apply", "last");
        ObjectNode repair = Events.changeRequested(request, 4, 2, parameters(10, 2));
        Events.data(repair).withArray("repair").add("application").add("last");
        stacks.request(repair);
        stacks.awaitOperation(stack, 4, "READY");
        assertThat(made(stacks, stack, 4)).containsExactly("application", "last");
        assertThat(file(repository, path)).contains("replicas: 2");

        String before = stacks.get(stack).getString("outputs.commit");
        engine.fail(stack, "apply", "last", 1, () -> new PermanentFailure("refused", "Allow it."));
        stacks.request(Events.changeRequested(request, 5, 4, parameters(10, 4)));
        ObjectNode restored = ended(stacks, stack, 5);
        EventContract.check(restored.toString());
        assertThat(restored.at("/data/restored").asBoolean()).isTrue();
        String commit = restored.at("/data/outputs/commit").asText();
        assertThat(commit).isEqualTo(head(repository)).isNotEqualTo(before);
        assertThat(stacks.get(stack).getString("outputs.commit")).isEqualTo(commit);
    }

    private static String head(String repository) throws Exception {
        try (Git git = Git.open(Path.of(URI.create(repository).getPath()).toFile())) {
            return git.getRepository().resolve("refs/heads/main").name();
        }
    }

    private static ObjectNode ended(Stacks stacks, String stack, int operation) {
        stacks.awaitOperation(stack, operation, "FAILED");
        List<ObjectNode> facts = stacks.facts(stack);
        return facts.get(facts.size() - 1);
    }

    private static List<String> made(Stacks stacks, String stack, int operation) {
        return stacks.facts(stack).stream()
                .filter(fact -> fact.at("/data/operation/number").asInt() == operation)
                .filter(fact -> Stacks.type(fact).equals("ComponentProvisioned"))
                .map(fact -> fact.at("/data/component/name").asText())
                .toList();
    }

    private static ObjectNode parameters(int connections, int replicas) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("connections", connections)
                .put("replicas", replicas);
    }

    private static String file(String repository, String path) throws Exception {
        try (Git git = Git.open(Path.of(URI.create(repository).getPath()).toFile())) {
            Repository files = git.getRepository();
            try (TreeWalk walk = TreeWalk.forPath(
                    files,
                    path,
                    files.parseCommit(files.resolve("refs/heads/main")).getTree())) {
                return new String(files.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
