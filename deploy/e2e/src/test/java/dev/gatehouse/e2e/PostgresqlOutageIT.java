package dev.gatehouse.e2e;

import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresqlOutageIT extends Outage {

    @Test
    void whilePostgresqlIsAwayRequestsAreRefusedBy503AndNoneIsLost(Platform platform) {
        accepted.add(StackClient.request(platform.user("dana"), "checkout"));
        platform.stopPostgresql();
        try {
            requestUntilTheOutageIsOver(platform, 503);
        } finally {
            platform.startPostgresql();
        }

        await().atMost(RECOVERY)
                .until(() -> request(platform, UUID.randomUUID().toString()).status() == 202);
        everyAcceptedStackIsProvisionedOnce(platform);
    }
}
