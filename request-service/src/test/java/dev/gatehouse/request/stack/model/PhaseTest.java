package dev.gatehouse.request.stack.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.State;
import dev.gatehouse.request.stack.model.Operation.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTest {

    @ParameterizedTest
    @CsvSource({
        "PROVISION, AWAITING_APPROVAL, NONE,     NONE,              false, AWAITING_APPROVAL",
        "PROVISION, ACCEPTED,          NONE,     NONE,              false, REQUESTED",
        "PROVISION, RUNNING,           STARTED,  NONE,              false, PROVISIONING",
        "PROVISION, SUCCEEDED,         DONE,     NONE,              true,  READY",
        "PROVISION, FAILED,            FAILED,   NONE,              false, FAILED",
        "PROVISION, FAILED,            RESTORED, NONE,              false, FAILED",
        "ADOPT,     RUNNING,           STARTED,  NONE,              false, PROVISIONING",
        "CHANGE,    ACCEPTED,          NONE,     NONE,              true,  PROVISIONING",
        "CHANGE,    RUNNING,           STARTED,  NONE,              false, PROVISIONING",
        "CHANGE,    SUCCEEDED,         DONE,     NONE,              true,  READY",
        "CHANGE,    FAILED,            FAILED,   NONE,              true,  DEGRADED",
        "CHANGE,    FAILED,            RESTORED, NONE,              true,  READY",
        "CHANGE,    FAILED,            FAILED,   NONE,              false, FAILED",
        "CHANGE,    FAILED,            RESTORED, NONE,              false, FAILED",
        "UPGRADE,   ACCEPTED,          NONE,     NONE,              true,  UPGRADING",
        "UPGRADE,   RUNNING,           NONE,     RUNNING,           true,  UPGRADING",
        "UPGRADE,   RUNNING,           NONE,     WAITING_FOR_OWNER, true,  WAITING_FOR_OWNER",
        "UPGRADE,   SUCCEEDED,         NONE,     DONE,              true,  READY",
        "UPGRADE,   FAILED,            NONE,     RESTORED,          true,  READY",
        "UPGRADE,   FAILED,            NONE,     RUNNING,           true,  DEGRADED",
        "UPGRADE,   FAILED,            RESTORED, NONE,              true,  READY",
        "UPGRADE,   FAILED,            FAILED,   NONE,              true,  DEGRADED",
        "DELETE,    RUNNING,           NONE,     NONE,              true,  DELETING",
        "DELETE,    SUCCEEDED,         DONE,     NONE,              true,  DELETED",
        "DELETE,    FAILED,            FAILED,   NONE,              true,  DEGRADED",
        "DELETE,    FAILED,            RESTORED, NONE,              true,  READY",
        "DELETE,    FAILED,            FAILED,   NONE,              false, FAILED",
        "DELETE,    FAILED,            RESTORED, NONE,              false, FAILED"
    })
    void aStacksPhaseFollowsFromItsLatestOperationAndFacts(
            Kind kind, State state, Provisioning provisioning, Upgrade upgrade, boolean everReady, Phase expected) {
        assertThat(Phase.of(operation(kind, state), provisioning, upgrade, everReady, false))
                .isEqualTo(expected);
        assertThat(Phase.of(operation(kind, state), provisioning, upgrade, everReady, true))
                .isEqualTo(expected == Phase.READY ? Phase.DEGRADED : expected);
    }

    /** Whatever was told, an ended operation leaves no stack that seems to be worked on, and a running one none at rest. */
    @Test
    void aStackIsAtRestExactlyWhenNoOperationHoldsIt() {
        List<Phase> atRest = List.of(Phase.READY, Phase.DEGRADED, Phase.FAILED, Phase.DELETED);
        List<String> untrue = new ArrayList<>();
        for (Kind kind : List.of(Kind.CHANGE, Kind.UPGRADE, Kind.DELETE)) {
            for (State state : State.values()) {
                for (Provisioning provisioning : Provisioning.values()) {
                    for (Upgrade upgrade : Upgrade.values()) {
                        for (boolean everReady : new boolean[] {true, false}) {
                            Operation latest = operation(kind, state);
                            Phase phase = Phase.of(latest, provisioning, upgrade, everReady, false);
                            if (atRest.contains(phase) != latest.ended()) {
                                untrue.add(kind + " " + state + " " + provisioning + " " + upgrade + ": " + phase);
                            }
                        }
                    }
                }
            }
        }
        assertThat(untrue).isEmpty();
    }

    private static Operation operation(Kind kind, State state) {
        return new Operation(UUID.randomUUID(), 3, kind, state, new Target("1.0.0", 1, Map.of()), Instant.EPOCH, null);
    }
}
