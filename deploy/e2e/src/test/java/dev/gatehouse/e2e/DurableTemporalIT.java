package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With Temporal's own server, which keeps its workflows on disk. */
@ExtendWith(PlatformExtension.class)
class DurableTemporalIT {

    @BeforeEach
    void onlyOnAServerThatForgetsNothing(Platform platform) {
        String temporal = platform.temporalKind();
        assumeTrue(
                temporal.startsWith("temporal program"),
                () -> "Temporal is the " + temporal + ": put the program `temporal` on the PATH");
    }

    @Test
    void aProvisioningSurvivesARestartOfThePlatformInTheSameRun(Platform platform) {
        StackClient before;
        WorkflowExecution run;
        try (Hold step = KillPoint.MOVING_THE_BRANCH.hold(platform)) {
            before = StackClient.request(platform.user("dana"), "checkout");
            step.awaitSomebody();
            run = run(platform, before);
            platform.restart();
        }

        StackClient after = new StackClient(platform.user("dana"), before.id());
        after.awaitReady(Duration.ofSeconds(90));
        assertThat(run(platform, after)).isEqualTo(run);
        new ProvisionedOnce(platform).check(after);
    }

    /** The latest run of the stack's provisioning. */
    private static WorkflowExecution run(Platform platform, StackClient stack) {
        String operation = platform.rows(
                        "provisioner", "select operation_id from provisioning where stack_id = ?", stack.id())
                .get(0);
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(platform.temporalAddress())
                .build());
        try {
            return stubs.blockingStub()
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace("default")
                            .setExecution(WorkflowExecution.newBuilder()
                                    .setWorkflowId("provision/" + stack.id() + "/" + operation))
                            .build())
                    .getWorkflowExecutionInfo()
                    .getExecution();
        } finally {
            stubs.shutdownNow();
        }
    }
}
