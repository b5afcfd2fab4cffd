package dev.gatehouse.local.temporal;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;

/** Waits until a Temporal server answers. */
final class Answer {

    private Answer() {}

    static void await(String address, Duration patience) {
        WorkflowServiceStubsOptions options =
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build();
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options);
        try {
            stubs.connect(patience);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "No Temporal server answers at " + address + " within " + patience.toSeconds() + " s.", e);
        } finally {
            stubs.shutdownNow();
        }
    }
}
