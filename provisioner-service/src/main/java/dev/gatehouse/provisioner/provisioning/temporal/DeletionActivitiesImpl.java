package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.Deletions;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DeletionActivitiesImpl implements DeletionActivities {
    private final Deletions deletions;

    DeletionActivitiesImpl(Deletions deletions) {
        this.deletions = deletions;
    }

    @Override
    public Begun begin(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            return FailureTranslation.translated(() -> deletions.begin(operation));
        }
    }

    @Override
    public void awaitEarlierWork(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            FailureTranslation.<@Nullable Void>translated(() -> {
                deletions.awaitEarlierWork(operation);
                return null;
            });
        }
    }

    @Override
    public Outcome complete(Checkpoint operation) {
        try (LogContext context = LogContext.of(operation)) {
            return FailureTranslation.translated(() -> deletions.complete(operation));
        }
    }

    @Override
    public Outcome fail(FailOperation request) {
        try (LogContext context = LogContext.of(request.operation())) {
            return FailureTranslation.translated(() -> deletions.fail(request.operation(), request.failure()));
        }
    }
}
