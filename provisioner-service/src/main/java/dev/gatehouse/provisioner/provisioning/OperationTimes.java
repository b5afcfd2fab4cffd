package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How long operations take from their acceptance to their end, by kind and outcome. */
@ApplicationScoped
class OperationTimes {
    private final MeterRegistry meters;

    OperationTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    void ended(Provisioning operation, ProvisioningState outcome, Instant now) {
        meters.timer(
                        "gatehouse.provisioner.operation",
                        "kind",
                        operation.order().operation().kind(),
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .record(Duration.between(operation.acceptedAt(), now));
    }
}
