package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import dev.gatehouse.provisioner.engine.ScriptedEngine.Gate;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import io.quarkus.test.junit.QuarkusTest;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stack of so many components that its workflow continues as new, and is lost after that. */
@QuarkusTest
@RealParts
class LongStackTest {
    private static final int COMPONENTS = 70;
    /** One that a first run does not come to. */
    private static final String LATE = "c68";

    Parts parts;

    @Inject
    ScriptedEngine engine;

    @Inject
    WorkflowClient client;

    private Stacks stacks;
    private List<String> names;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        names = IntStream.range(0, COMPONENTS).mapToObj(i -> "c" + i).toList();
        ObjectNode release = Events.templateReleased("long-chain@1.0.0");
        for (int i = 0; i < COMPONENTS; i++) {
            String[] before = i == 0 ? new String[0] : new String[] {names.get(i - 1)};
            Events.component(release, names.get(i), "scripted", before).put("place", i);
        }
        stacks.release(release);
    }

    @Test
    void itBecomesReadyThoughTemporalLosesALaterRunAndIsRemovedOverSeveralRuns() {
        ObjectNode request = Events.stackRequested("many", "long-chain@1.0.0");
        String stack = request.get("subject").asText();
        try (Gate late = engine.hold(stack, "apply", LATE)) {
            stacks.request(request);
            late.awaitEngine();
            assertThat(runs(request)).hasSizeGreaterThan(1);
            assertThatThrownBy(() -> startAgain(request)).isInstanceOf(WorkflowExecutionAlreadyStarted.class);
            parts.restartTemporal();
        }
        stacks.awaitOperation(stack, 1, "READY");
        assertThat(runs(request)).hasSizeGreaterThan(1);
        // the one that was at work when Temporal forgot it may have been made once more
        assertThat(engine.calls(stack).stream().distinct()).containsExactlyElementsOf(calls("apply", names));
        assertThat(engine.calls(stack))
                .filteredOn(call -> !call.equals("apply " + LATE))
                .doesNotHaveDuplicates();
        int made = engine.calls(stack).size();

        ObjectNode deletion = Events.deletionRequested(request, 2, 2);
        stacks.request(deletion);
        stacks.awaitOperation(stack, 2, "DELETED");

        assertThat(runs(deletion)).hasSizeGreaterThan(1);
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        assertThat(engine.calls(stack).subList(made, engine.calls(stack).size()))
                .containsExactlyElementsOf(calls("destroy", reversed));
        assertThat(toldOf(stack, "ProvisioningStarted")).hasSize(1);
        assertThat(toldOf(stack, "ComponentProvisioned")).hasSize(COMPONENTS);
        assertThat(toldOf(stack, "ComponentDestroyed")).hasSize(COMPONENTS);
    }

    /** As the outbox does for an operation that seems to stand still. */
    private void startAgain(ObjectNode order) {
        Checkpoint checkpoint = checkpoint(order);
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(checkpoint.workflowId())
                .setTaskQueue(WorkflowStarts.TASK_QUEUE)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .build();
        client.newUntypedWorkflowStub(WorkflowStarts.WORKFLOW_TYPE, options).start(checkpoint);
    }

    private static Checkpoint checkpoint(ObjectNode order) {
        String operation = Events.data(order).at("/operation/id").asText();
        return new Checkpoint(order.get("subject").asText(), operation, 1);
    }

    private static List<String> calls(String verb, List<String> components) {
        return components.stream().map(component -> verb + " " + component).toList();
    }

    private List<ObjectNode> toldOf(String stack, String type) {
        return stacks.facts(stack).stream()
                .filter(fact -> Stacks.type(fact).equals(type))
                .toList();
    }

    /** The runs of an operation's workflow, the newest first. */
    private List<String> runs(ObjectNode order) {
        String workflow = checkpoint(order).workflowId();
        List<String> runs = new ArrayList<>();
        String run = "";
        do {
            WorkflowExecutionStartedEventAttributes started =
                    client.fetchHistory(workflow, run).getEvents().get(0).getWorkflowExecutionStartedEventAttributes();
            runs.add(started.getOriginalExecutionRunId());
            run = started.getContinuedExecutionRunId();
        } while (!run.isEmpty());
        return runs;
    }
}
