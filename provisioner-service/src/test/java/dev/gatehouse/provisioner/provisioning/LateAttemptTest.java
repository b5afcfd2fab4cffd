package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import io.quarkus.test.junit.QuarkusTest;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that is late does for an attempt at an upgrade what was asked of it before the next attempt began. */
@QuarkusTest
@RealParts
class LateAttemptTest {
    private static final Failure CAUSE = new Failure(null, "a budget allows no disruption", "Allow one.");

    private static final String[] TOLD = {
        "ProvisioningStarted",
        "ComponentProvisioned",
        "StackProvisioned",
        "ProvisioningStarted",
        "ComponentProvisioned",
        "ProvisioningStarted"
    };

    Parts parts;

    @Inject
    WorkflowClient client;

    @Inject
    Beginnings beginnings;

    @Inject
    Operations operations;

    @Inject
    Restorations restorations;

    @Inject
    ProvisioningRecords records;

    @Inject
    BlockingBridge bridge;

    private Stacks stacks;
    private ObjectNode upgrade;
    private String stack;
    private Checkpoint late;

    /** What an attempt may do with an operation as a whole. */
    enum Step {
        BEGIN,
        REHEARSE,
        COMPLETE,
        UNDO,
        RESTORE,
        FAIL;

        ThrowingCallable of(LateAttemptTest test) {
            return switch (this) {
                case BEGIN -> () -> test.beginnings.begin(test.late);
                case REHEARSE -> () -> test.operations.rehearse(test.late);
                case COMPLETE -> () -> test.operations.complete(test.late);
                case UNDO -> () -> test.operations.undo(test.late, CAUSE);
                case RESTORE -> () -> test.restorations.begin(test.late);
                case FAIL -> () -> test.operations.fail(new FailOperation(test.late, CAUSE));
            };
        }
    }

    @BeforeEach
    void twoAttempts() {
        stacks = new Stacks(parts);
        Stream.of(1, 2).forEach(version -> {
            ObjectNode release = Events.templateReleased("tried-twice@" + version + ".0.0");
            Events.component(release, "only", "scripted").put("version", version);
            stacks.release(release);
        });
        ObjectNode request = Events.stackRequested("tried-twice", "tried-twice@1.0.0");
        stack = stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");
        upgrade = Events.upgradeRequested(request, 2, 2, "2.0.0");
        stacks.request(upgrade);
        late = new Checkpoint(stack, upgrade.at("/data/operation/id").asText(), 1);
        for (int attempt = 1; attempt <= 2; attempt++) {
            String outcome = new Upgrades(client)
                    .run(upgrade, attempt, "apply", "only")
                    .get("state")
                    .asText();
            assertThat(outcome).isEqualTo("DONE");
        }
        stacks.awaitFacts(stack, TOLD);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedAndChangesNothing(Step step) {
        assertThatThrownBy(step.of(this))
                .isInstanceOf(PermanentFailure.class)
                .hasMessage("attempt 2 has begun, so attempt 1 goes no further");
        goesOn();
    }

    /** It looked before the later attempt began, and writes after it. */
    @Test
    void writesNothingEither() {
        Instant now = Clock.systemUTC().instant();
        Set<Checkpoint> ended = bridge.inTransaction(session -> records.ready(session, Map.of(late, Map.of()), now));
        boolean undoing = bridge.inTransaction(session -> records.undoing(session, late, CAUSE, now));
        Optional<Provisioning> failed =
                bridge.inTransaction(session -> records.failed(session, late, CAUSE, "", Map.of(), now));
        assertThat(ended).isEmpty();
        assertThat(undoing).isFalse();
        assertThat(failed).isEmpty();
        goesOn();
    }

    private void goesOn() {
        assertThat(stacks.get(stack).getString("state")).isEqualTo("RUNNING");
        assertThat(new Upgrades(client)
                        .run(upgrade, 2, "apply", null)
                        .get("state")
                        .asText())
                .isEqualTo("DONE");
        stacks.awaitOperation(stack, 2, "READY");
        stacks.awaitFacts(
                stack,
                Stream.concat(Stream.of(TOLD), Stream.of("StackProvisioned")).toArray(String[]::new));
    }
}
