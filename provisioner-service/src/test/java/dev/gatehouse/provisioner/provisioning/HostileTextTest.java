package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;

/** Parameters that mean something to SQL, YAML, CEL, or a shell: they stay the text that they are, and do nothing. */
@QuarkusTest
@RealParts
class HostileTextTest {
    private static final String FIRST =
            "it's \"q\"'; drop table provisioning; -- ${parameters.extension} $(id) `id` %I\n"
                    + "---\nkind: Secret\nmetadata: {labels: {gatehouse.dev/stack: x}}\n# ' || \\";
    private static final String SECOND =
            "'); delete from component; /*\n...\n- !!java.net.URL [&a 'x', *a]\n\t{{ .Values }}";

    Parts parts;

    @Test
    void aParameterIsNothingButTextAlsoThroughAChange() throws Exception {
        Registry.postgresql(parts);
        String repository = Registry.git(parts);
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("hostile@1.0.0");
        Events.component(release, "application", "gitops").putObject("values").put("text", "${parameters.text}");
        Events.component(release, "database", "postgresql", "application")
                .putArray("extensions")
                .add("${parameters.extension}");
        Events.output(release, "text", "${parameters.text}");
        ObjectNode request = Events.stackRequested("hostile", stacks.release(release));
        Events.data(request).set("parameters", parameters(FIRST, "citext"));
        String stack = stacks.request(request);

        JsonPath made = stacks.awaitOperation(stack, 1, "READY");
        String path = made.getString("components[0].outputs.path");
        assertThat(made.getString("outputs.text")).isEqualTo(FIRST);
        assertThat(committedText(repository, path, stack)).isEqualTo(FIRST);

        stacks.request(Events.changeRequested(request, 2, 2, parameters(SECOND, "citext")));
        assertThat(stacks.awaitOperation(stack, 2, "READY").getString("outputs.text"))
                .isEqualTo(SECOND);
        assertThat(committedText(repository, path, stack)).isEqualTo(SECOND);

        String extension = "citext\"; drop schema public cascade; --";
        stacks.request(Events.changeRequested(request, 3, 3, parameters(FIRST, extension)));
        JsonPath refused = stacks.awaitOperation(stack, 3, "FAILED");
        assertThat(refused.getString("failure.component")).isEqualTo("database");
        List<ObjectNode> facts = stacks.facts(stack);
        assertThat(facts.get(facts.size() - 1).at("/data/restored").asBoolean()).isTrue();
        assertThat(committedText(repository, path, stack)).isEqualTo(SECOND);
    }

    private static ObjectNode parameters(String text, String extension) {
        return JsonNodeFactory.instance.objectNode().put("text", text).put("extension", extension);
    }

    /** The file is one document, still the stack's, and this is the text in it. */
    private static String committedText(String repository, String path, String stack) throws Exception {
        List<JsonNode> documents;
        try (Git git = Git.open(Path.of(URI.create(repository).getPath()).toFile())) {
            Repository files = git.getRepository();
            try (TreeWalk walk = TreeWalk.forPath(
                    files,
                    path,
                    files.parseCommit(files.resolve("refs/heads/main")).getTree())) {
                YAMLMapper yaml = new YAMLMapper();
                documents = yaml.readerFor(JsonNode.class)
                        .<JsonNode>readValues(files.open(walk.getObjectId(0)).getBytes())
                        .readAll();
            }
        }
        assertThat(documents).hasSize(1);
        JsonNode document = documents.get(0);
        assertThat(document.path("kind").asText()).isEqualTo("Application");
        assertThat(document.path("metadata")
                        .path("labels")
                        .path("gatehouse.dev/stack")
                        .asText())
                .isEqualTo(stack);
        return document.at("/spec/source/helm/valuesObject/text").asText();
    }
}
