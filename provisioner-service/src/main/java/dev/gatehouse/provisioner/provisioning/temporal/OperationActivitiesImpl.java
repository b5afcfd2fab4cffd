package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.Operations;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class OperationActivitiesImpl implements OperationActivities {
    private final Operations operations;

    OperationActivitiesImpl(Operations operations) {
        this.operations = operations;
    }

    @Override
    public Begun begin(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            return FailureTranslation.translated(() -> operations.begin(operation));
        }
    }

    @Override
    public Outcome complete(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            return FailureTranslation.translated(() -> operations.complete(operation));
        }
    }

    @Override
    public void undo(FailOperation request) {
        try (LogContext context = LogContext.of(request.operation())) {
            FailureTranslation.<@Nullable Void>translated(() -> {
                operations.undo(request.operation(), request.failure());
                return null;
            });
        }
    }

    @Override
    public Outcome fail(FailOperation request) {
        try (LogContext context = LogContext.of(request.operation())) {
            return FailureTranslation.translated(
                    () -> operations.fail(request.operation(), request.failure(), request.left()));
        }
    }
}
