package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.provisioning.Components;
import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import io.temporal.activity.Activity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ComponentActivitiesImpl implements ComponentActivities {
    private final Components components;
    private final Heartbeats heartbeats;

    ComponentActivitiesImpl(Components components, Heartbeats heartbeats) {
        this.components = components;
        this.heartbeats = heartbeats;
    }

    @Override
    public void apply(ApplyComponent request) {
        run(request, pulse -> components.apply(request.operation(), request.component(), pulse));
    }

    @Override
    public void restore(ApplyComponent request) {
        run(request, pulse -> components.restore(request.operation(), request.component(), pulse));
    }

    private void run(ApplyComponent request, Consumer<Progress> work) {
        try (LogContext context = LogContext.of(request.operation());
                Heartbeats.Pulse pulse = heartbeats.begin(Activity.getExecutionContext())) {
            FailureTranslation.<@Nullable Void>translated(() -> {
                work.accept(pulse);
                return null;
            });
        }
    }
}
