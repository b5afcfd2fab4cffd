package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.Destructions;
import dev.gatehouse.provisioner.provisioning.model.DestroyComponent;
import io.temporal.activity.Activity;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DestructionActivitiesImpl implements DestructionActivities {
    private final Destructions destructions;
    private final Heartbeats heartbeats;

    DestructionActivitiesImpl(Destructions destructions, Heartbeats heartbeats) {
        this.destructions = destructions;
        this.heartbeats = heartbeats;
    }

    @Override
    public void destroy(DestroyComponent request) {
        try (LogContext context = LogContext.of(request.operation());
                Heartbeats.Pulse pulse = heartbeats.begin(Activity.getExecutionContext())) {
            FailureTranslation.<@Nullable Void>translated(() -> {
                destructions.destroy(request.operation(), request.component(), pulse);
                return null;
            });
        }
    }
}
