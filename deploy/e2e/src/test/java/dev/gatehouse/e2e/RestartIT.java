package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is forgotten, and what is not. */
@ExtendWith(PlatformExtension.class)
class RestartIT {

    @Test
    void aStackWhoseWorkflowTemporalHasForgottenGetsReady(Platform platform) {
        StackClient stack;
        try (Hold step = KillPoint.MAKING_THE_DATABASE.hold(platform)) {
            stack = StackClient.request(platform.user("dana"), "checkout");
            step.awaitSomebody();
            platform.stopTemporal();
            platform.startTemporal();
        }

        stack.awaitReady(Duration.ofSeconds(90));
        new ProvisionedOnce(platform).check(stack);
    }

    @Test
    void aSecondStartOfThePlatformFindsTheDataOfTheFirst(Platform platform) {
        StackClient before = StackClient.request(platform.user("dana"), "checkout");
        before.awaitReady(Duration.ofSeconds(60));

        platform.restart();

        User dana = platform.user("dana");
        StackClient after = new StackClient(dana, before.id());
        assertThat(after.view().path("phase").asText()).isEqualTo("READY");
        assertThat(after.timeline()).hasSize(5);
        assertThat(dana.get("/api/v1/templates/web-stack").status()).isEqualTo(200);
        assertThat(dana.get("/api/v1/teams/checkout").status()).isEqualTo(200);
        StackClient.request(dana, "checkout").awaitReady(Duration.ofSeconds(60));
        new ProvisionedOnce(platform).check(after);
    }
}
