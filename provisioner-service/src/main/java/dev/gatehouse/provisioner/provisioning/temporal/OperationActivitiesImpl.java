package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.Beginnings;
import dev.gatehouse.provisioner.provisioning.Operations;
import dev.gatehouse.provisioner.provisioning.Restorations;
import dev.gatehouse.provisioner.provisioning.model.Admission;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Restoration;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class OperationActivitiesImpl implements OperationActivities {
    private final Beginnings beginnings;
    private final Operations operations;
    private final Restorations restorations;

    OperationActivitiesImpl(Beginnings beginnings, Operations operations, Restorations restorations) {
        this.beginnings = beginnings;
        this.operations = operations;
        this.restorations = restorations;
    }

    @Override
    public Admission admit(StackRelease asked) {
        try (LogContext context = LogContext.of(asked.checkpoint())) {
            return FailureTranslation.translated(() -> operations.admit(asked));
        }
    }

    @Override
    public Begun begin(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            return FailureTranslation.translated(() -> beginnings.begin(operation));
        }
    }

    @Override
    public Outcome complete(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            return FailureTranslation.translated(() -> operations.complete(operation));
        }
    }

    @Override
    public void rehearse(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            FailureTranslation.<@Nullable Void>translated(() -> {
                operations.rehearse(operation);
                return null;
            });
        }
    }

    @Override
    public Restoration restore(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            return FailureTranslation.translated(() -> restorations.begin(operation));
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
            return FailureTranslation.translated(() -> operations.fail(request));
        }
    }
}
