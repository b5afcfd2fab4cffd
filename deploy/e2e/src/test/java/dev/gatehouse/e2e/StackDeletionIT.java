package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of the story: a team deletes its stack, ready or not, and nothing of it is left. */
@ExtendWith(PlatformExtension.class)
class StackDeletionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void aReadyStackGoesInReverseOrderAndItsNameIsFreeAgain(Platform platform) {
        User dana = platform.user("dana");
        String name = StackClient.freeName();
        Answer accepted = dana.post("/api/v1/stacks", StackClient.body(name, "checkout"));
        StackClient stack = new StackClient(dana, accepted.text("/id"));
        JsonNode outputs = stack.awaitReady(PATIENCE).path("outputs");
        String secret = "/api/v1/secrets/" + outputs.path("databaseSecret").asText();
        assertThat(dana.get(secret).status()).isEqualTo(200);
        assertThat(platform.user("otis").delete(stack.path()).status()).isEqualTo(403);
        assertThat(platform.user("pia").delete(stack.path()).status()).isEqualTo(403);

        stack.delete(PATIENCE);

        new NothingLeft(platform).check(stack);
        assertThat(dana.get(secret).status()).isEqualTo(404);
        assertThat(stack.timeline().stream().map(Facts::name))
                .endsWith("StackDeletionRequested", "ComponentDestroyed", "ComponentDestroyed", "StackDeleted");
        assertThat(dana.get("/api/v1/stacks").body().path("items"))
                .extracting(item -> item.path("id").asText())
                .doesNotContain(stack.id());
        Answer again = dana.post("/api/v1/stacks", StackClient.body(name, "checkout"));
        assertThat(again.status()).as("%s", again).isEqualTo(202);
        new StackClient(dana, again.text("/id")).awaitReady(PATIENCE);
    }

    /** The engine was at work, its process is dead, and PostgreSQL or Git may still do what it had asked for. */
    @ParameterizedTest
    @EnumSource(names = {"MAKING_THE_DATABASE", "TELLING_THE_DATABASE", "MOVING_THE_BRANCH"})
    void aDeletionDuringAFirstProvisioningWhoseWorkerIsKilledLeavesNothing(KillPoint point, Platform platform)
            throws InterruptedException {
        StackClient stack;
        try (Hold step = point.hold(platform)) {
            stack = StackClient.request(platform.user("dana"), "checkout");
            step.awaitSomebody();
            stack.askForDeletion();
            platform.kill("provisioner");
        }
        platform.startAgain("provisioner");

        stack.awaitDeleted(PATIENCE);
        new NothingLeft(platform).check(stack);
    }

    @Test
    void aDeletionWhoseWorkerIsKilledAndWhoseWorkflowIsForgottenGoesOn(Platform platform) throws InterruptedException {
        StackClient stack = StackClient.request(platform.user("dana"), "checkout");
        stack.awaitReady(PATIENCE);
        try (Hold step = HeldStatement.writing(platform.superUser("postgres"), "pg_database")) {
            stack.askForDeletion();
            step.awaitSomebody();
            platform.kill("provisioner");
            platform.stopTemporal();
            platform.startTemporal();
        }
        platform.startAgain("provisioner");

        stack.awaitDeleted(PATIENCE);
        new NothingLeft(platform).check(stack);
    }
}
