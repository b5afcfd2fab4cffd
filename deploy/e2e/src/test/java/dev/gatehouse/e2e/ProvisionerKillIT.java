package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The provisioner is killed (SIGKILL) at a step of provisioning five components and started again: the stack gets READY, and
 * nothing is there twice.
 */
@ExtendWith(PlatformExtension.class)
class ProvisionerKillIT {

    @ParameterizedTest
    @MethodSource("dev.gatehouse.e2e.KillMatrix#few")
    void aKilledProvisionerGoesOnWhereItWas(KillMatrix.Point point, Platform platform) throws InterruptedException {
        killAt(point, platform);
    }

    @ParameterizedTest
    @MethodSource("dev.gatehouse.e2e.KillMatrix#all")
    @EnabledIfSystemProperty(
            named = "gatehouse.scale",
            matches = "true",
            disabledReason = "twenty kills take minutes: ./mvnw verify -Pscale")
    void atEachOfTwentySteps(KillMatrix.Point point, Platform platform) throws InterruptedException {
        killAt(point, platform);
    }

    @Test
    void aFactThatKafkaHasButTheOutboxStillHoldsIsToldAgainAndRecognised(Platform platform)
            throws InterruptedException {
        double recognised = duplicates(platform);

        StackClient stack =
                killAt(new KillMatrix.Point("crossing the end off", KillPoint.CROSSING_OFF_THE_END::hold), platform);

        await().untilAsserted(() -> assertThat(platform.facts().names("provisioner.stack.v1", stack.id()))
                .as("the fact was told again")
                .endsWith("StackProvisioned", "StackProvisioned"));
        await("the receiver to recognise it").until(() -> duplicates(platform) > recognised);
        once(platform, stack);
    }

    private static double duplicates(Platform platform) {
        return platform.metric(
                "request", "gatehouse_messaging_duplicates_dropped_total", "topic=\"provisioner.stack.v1\"");
    }

    private static StackClient killAt(KillMatrix.Point point, Platform platform) throws InterruptedException {
        StackClient stack;
        try (Hold step = point.hold().apply(platform)) {
            stack = FiveComponents.request(platform);
            step.awaitSomebody();
            platform.kill("provisioner");
        }
        platform.startAgain("provisioner");

        stack.awaitReady(Duration.ofSeconds(90));
        once(platform, stack);
        return stack;
    }

    private static void once(Platform platform, StackClient stack) {
        new ProvisionedOnce(platform, FiveComponents.DATABASES, FiveComponents.APPLICATIONS).check(stack);
    }
}
