package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The provisioner is killed (SIGKILL) at a step of provisioning and started again: the stack gets READY, and nothing is
 * there twice.
 */
@ExtendWith(PlatformExtension.class)
class ProvisionerKillIT {

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTING", "MAKING_THE_DATABASE", "MOVING_THE_BRANCH"})
    void aKilledProvisionerGoesOnWhereItWas(KillPoint point, Platform platform) throws InterruptedException {
        killAt(point, platform);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACCEPTING", "MAKING_THE_DATABASE", "MOVING_THE_BRANCH", "CROSSING_OFF_THE_END"})
    @EnabledIfSystemProperty(named = "gatehouse.scale", matches = "true")
    void atEveryOtherStepToo(KillPoint point, Platform platform) throws InterruptedException {
        killAt(point, platform);
    }

    @Test
    void aFactThatKafkaHasButTheOutboxStillHoldsIsToldAgainAndRecognised(Platform platform)
            throws InterruptedException {
        double recognised = duplicates(platform);

        StackClient stack = killAt(KillPoint.CROSSING_OFF_THE_END, platform);

        await().untilAsserted(() -> assertThat(platform.facts().names("provisioner.stack.v1", stack.id()))
                .as("the fact was told again")
                .endsWith("StackProvisioned", "StackProvisioned"));
        await("the receiver to recognise it").until(() -> duplicates(platform) > recognised);
        new ProvisionedOnce(platform).check(stack);
    }

    private static double duplicates(Platform platform) {
        return platform.metric(
                "request", "gatehouse_messaging_duplicates_dropped_total", "topic=\"provisioner.stack.v1\"");
    }

    private static StackClient killAt(KillPoint point, Platform platform) throws InterruptedException {
        StackClient stack;
        try (Hold step = point.hold(platform)) {
            stack = StackClient.request(platform.user("dana"), "checkout");
            step.awaitSomebody();
            platform.kill("provisioner");
        }
        platform.startAgain("provisioner");

        stack.awaitReady(Duration.ofSeconds(90));
        new ProvisionedOnce(platform).check(stack);
        return stack;
    }
}
