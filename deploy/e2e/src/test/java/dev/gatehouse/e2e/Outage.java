package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A part is away for 30 seconds (with {@code -Pscale} for five minutes) while a developer keeps on requesting: what is
 * refused is refused by 503, what is accepted gets READY, late, and once. A class for each part, so that outages may be side by side.
 */
@ExtendWith(PlatformExtension.class)
abstract class Outage {
    private static final Duration OUTAGE =
            Boolean.getBoolean("gatehouse.scale") ? Duration.ofMinutes(5) : Duration.ofSeconds(30);
    static final Duration RECOVERY = Duration.ofSeconds(90);

    final List<StackClient> accepted = new ArrayList<>();

    void requestUntilTheOutageIsOver(Platform platform, int status) {
        Instant end = Instant.now().plus(OUTAGE);
        await("the outage")
                .atMost(OUTAGE.plusSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(OUTAGE.dividedBy(5))
                .until(() -> {
                    Answer answer = request(platform, UUID.randomUUID().toString());
                    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
                    return Instant.now().isAfter(end);
                });
    }

    Answer request(Platform platform, String key) {
        User dana = platform.user("dana");
        Answer answer = dana.post(
                "/api/v1/stacks", StackClient.body(StackClient.freeName(), "checkout"), "Idempotency-Key", key);
        if (answer.status() == 202) {
            accepted.add(new StackClient(dana, answer.text("/id")));
        }
        return answer;
    }

    void everyAcceptedStackIsProvisionedOnce(Platform platform) {
        assertThat(accepted).isNotEmpty();
        for (StackClient stack : accepted) {
            stack.awaitReady(RECOVERY);
            new ProvisionedOnce(platform).check(stack);
        }
    }
}
