package dev.gatehouse.provisioner.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** The whole path: a request on Kafka, Temporal, real engines, facts on Kafka. */
@QuarkusTest
@RealParts
class StackProvisioningTest {
    Parts parts;

    @Test
    void aRequestedStackBecomesADatabaseAndACommit() throws Exception {
        Stacks stacks = new Stacks(parts);
        Registry.postgresql(parts);
        String repository = Registry.git(parts);
        stacks.release(Events.parse(EventContract.example("TemplateReleased")));
        ObjectNode request = Events.stackRequested("shop", "web-stack@1.0.0");
        String stack = stacks.request(request);

        List<ObjectNode> facts = stacks.awaitFacts(
                stack, "ProvisioningStarted", "ComponentProvisioned", "ComponentProvisioned", "StackProvisioned");

        facts.forEach(fact -> EventContract.check(fact.toString()));
        assertThat(facts).extracting(fact -> fact.get("sequence").asText()).containsExactly("1", "2", "3", "4");
        assertThat(facts.get(1).at("/data/component/name").asText()).isEqualTo("database");
        assertThat(facts.get(2).at("/data/component/target").asText()).isEqualTo("local-git");
        JsonNode outputs = facts.get(3).at("/data/outputs");
        assertThat(outputs.get("namespace").asText()).isEqualTo("checkout-shop");

        JsonPath view = stacks.awaitState(stack, "READY");
        assertThat(view.getString("outputs.databaseHost")).isEqualTo("127.0.0.1");
        assertThat(view.getList("components.state")).containsExactly("READY", "READY");
        assertThat(view.getMap("components[1].provenance").get("/values/replicas"))
                .hasToString("{origin=PARAMETER, parameters=[/replicas], outputs=[]}");
        assertThat(view.getMap("components[0].provenance").get("/connections"))
                .hasToString("{origin=DEFAULT, parameters=[/connections], outputs=[]}");
        theOwnerConnects(view, outputs.get("databaseSecret").asText());
        theCommitIsThere(repository, stack, view.getString("components[1].outputs.commit"));
    }

    private void theOwnerConnects(JsonPath view, String reference) throws Exception {
        JsonPath secret = given().auth()
                .oauth2(parts.token("dana"))
                .get("/api/v1/secrets/" + reference)
                .jsonPath();
        String url = "jdbc:postgresql://" + view.getString("components[0].outputs.host") + ":"
                + view.getInt("components[0].outputs.port") + "/" + view.getString("components[0].outputs.database");
        try (Connection owner =
                DriverManager.getConnection(url, secret.getString("username"), secret.getString("password"))) {
            assertThat(owner.createStatement().execute("create table purchase (id int)"))
                    .isFalse();
        }
    }

    private static void theCommitIsThere(String repository, String stack, String commit) throws Exception {
        try (Git git = Git.open(Path.of(URI.create(repository).getPath()).toFile())) {
            ObjectId head = git.getRepository().resolve("refs/heads/main");
            RevCommit newest =
                    git.log().add(head).setMaxCount(1).call().iterator().next();
            assertThat(newest.name()).isEqualTo(commit);
            assertThat(newest.getFooterLines("Gatehouse-Stack")).containsExactly(stack);
        }
    }
}
