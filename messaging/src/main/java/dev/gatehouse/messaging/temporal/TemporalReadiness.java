package dev.gatehouse.messaging.temporal;

import io.grpc.StatusRuntimeException;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Names Temporal in the readiness report of services that need it. */
@Readiness
@ApplicationScoped
@LookupIfProperty(name = "gatehouse.temporal.required", stringValue = "true")
public class TemporalReadiness implements HealthCheck {
    private static final long SECONDS_TO_ANSWER = 2;

    private final WorkflowServiceStubs stubs;
    private final TemporalSettings settings;

    public TemporalReadiness(WorkflowServiceStubs stubs, TemporalSettings settings) {
        this.stubs = stubs;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder report =
                HealthCheckResponse.named("Temporal").withData("address", settings.address());
        settings.kind().ifPresent(kind -> report.withData("kind", kind));
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            return report.up().build();
        } catch (StatusRuntimeException e) {
            return report.down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
