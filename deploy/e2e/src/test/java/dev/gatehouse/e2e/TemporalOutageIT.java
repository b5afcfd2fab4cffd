package dev.gatehouse.e2e;

import org.junit.jupiter.api.Test;

class TemporalOutageIT extends Outage {

    @Test
    void whileTemporalIsAwayRequestsAreAcceptedAndProvisionedLate(Platform platform) {
        platform.stopTemporal();
        try {
            requestUntilTheOutageIsOver(platform, 202);
        } finally {
            platform.startTemporal();
        }

        everyAcceptedStackIsProvisionedOnce(platform);
    }
}
