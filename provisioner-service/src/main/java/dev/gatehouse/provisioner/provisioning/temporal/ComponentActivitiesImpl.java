package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.provisioning.Components;
import dev.gatehouse.provisioner.provisioning.OperationPlans;
import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import io.temporal.activity.Activity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ComponentActivitiesImpl implements ComponentActivities {
    /** After that many runs, an operation does without the plan of what does not answer. */
    private static final int ASKED = 4;

    private final OperationPlans plans;
    private final Components components;
    private final Heartbeats heartbeats;

    ComponentActivitiesImpl(OperationPlans plans, Components components, Heartbeats heartbeats) {
        this.plans = plans;
        this.components = components;
        this.heartbeats = heartbeats;
    }

    @Override
    public void plan(Checkpoint attempt) {
        boolean wholly = Activity.getExecutionContext().getInfo().getAttempt() < ASKED;
        run(attempt, pulse -> plans.note(attempt, wholly));
    }

    @Override
    public void apply(ApplyComponent request) {
        run(request.operation(), pulse -> components.apply(request.operation(), request.component(), pulse));
    }

    @Override
    public void restore(ApplyComponent request) {
        run(request.operation(), pulse -> components.restore(request.operation(), request.component(), pulse));
    }

    private void run(Checkpoint operation, Consumer<Progress> work) {
        try (LogContext context = LogContext.of(operation);
                Heartbeats.Pulse pulse = heartbeats.begin(Activity.getExecutionContext())) {
            FailureTranslation.<@Nullable Void>translated(() -> {
                work.accept(pulse);
                return null;
            });
        }
    }
}
