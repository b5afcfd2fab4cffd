package dev.gatehouse.e2e;

import org.junit.jupiter.api.Test;

class KafkaOutageIT extends Outage {

    @Test
    void whileKafkaIsAwayRequestsAreAcceptedAndProvisionedLate(Platform platform) {
        platform.stopKafka();
        try {
            requestUntilTheOutageIsOver(platform, 202);
        } finally {
            platform.startKafka();
        }

        everyAcceptedStackIsProvisionedOnce(platform);
    }
}
