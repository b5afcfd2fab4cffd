package dev.gatehouse.request.stack.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.State;
import dev.gatehouse.request.stack.model.Operation.Target;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTest {

    @ParameterizedTest
    @CsvSource({
        "PROVISION, AWAITING_APPROVAL, NONE,    NONE,              AWAITING_APPROVAL",
        "PROVISION, ACCEPTED,          NONE,    NONE,              REQUESTED",
        "PROVISION, RUNNING,           STARTED, NONE,              PROVISIONING",
        "PROVISION, SUCCEEDED,         DONE,    NONE,              READY",
        "PROVISION, FAILED,            FAILED,  NONE,              FAILED",
        "ADOPT,     RUNNING,           STARTED, NONE,              PROVISIONING",
        "CHANGE,    ACCEPTED,          NONE,    NONE,              PROVISIONING",
        "CHANGE,    SUCCEEDED,         DONE,    NONE,              READY",
        "CHANGE,    FAILED,            FAILED,  NONE,              DEGRADED",
        "UPGRADE,   ACCEPTED,          NONE,    NONE,              UPGRADING",
        "UPGRADE,   RUNNING,           NONE,    RUNNING,           UPGRADING",
        "UPGRADE,   RUNNING,           NONE,    WAITING_FOR_OWNER, WAITING_FOR_OWNER",
        "UPGRADE,   SUCCEEDED,         NONE,    DONE,              READY",
        "UPGRADE,   FAILED,            NONE,    RESTORED,          READY",
        "UPGRADE,   FAILED,            NONE,    RUNNING,           DEGRADED",
        "DELETE,    RUNNING,           NONE,    NONE,              DELETING",
        "DELETE,    SUCCEEDED,         DONE,    NONE,              DELETED",
        "DELETE,    FAILED,            FAILED,  NONE,              DEGRADED"
    })
    void aStacksPhaseFollowsFromItsLatestOperationAndFacts(
            Kind kind, State state, Provisioning provisioning, Upgrade upgrade, Phase expected) {
        Operation latest = new Operation(UUID.randomUUID(), 3, kind, state, new Target("1.0.0", 1), Instant.EPOCH);

        assertThat(Phase.of(latest, provisioning, upgrade)).isEqualTo(expected);
    }
}
