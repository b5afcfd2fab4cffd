package dev.gatehouse.e2e;

import java.time.Duration;
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
    @EnumSource(names = {"ACCEPTING", "MAKING_THE_DATABASE", "MOVING_THE_BRANCH", "TELLING_THE_APPLICATION"})
    void aKilledProvisionerGoesOnWhereItWas(KillPoint point, Platform platform) throws InterruptedException {
        killAt(point, platform);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACCEPTING", "MAKING_THE_DATABASE", "MOVING_THE_BRANCH", "TELLING_THE_APPLICATION"})
    @EnabledIfSystemProperty(named = "gatehouse.scale", matches = "true")
    void atEveryOtherStepToo(KillPoint point, Platform platform) throws InterruptedException {
        killAt(point, platform);
    }

    private static void killAt(KillPoint point, Platform platform) throws InterruptedException {
        StackClient stack;
        try (Hold step = point.hold(platform)) {
            stack = StackClient.request(platform.user("dana"), "checkout");
            step.awaitSomebody();
            platform.kill("provisioner");
        }
        platform.startAgain("provisioner");

        stack.awaitReady(Duration.ofSeconds(90));
        new ProvisionedOnce(platform).check(stack);
    }
}
