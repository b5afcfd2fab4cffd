package dev.gatehouse.provisioner.progress.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.provisioner.progress.StackProgress.OperationProgress;
import dev.gatehouse.provisioner.progress.model.Piece;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Progress as it is read.
 *
 * @param expectedEnd left out where no earlier run of the template is known, or the operation has ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProgressView(
        String stackId,
        Operation operation,
        ProvisioningState state,
        int percent,
        int done,
        int total,
        List<ComponentProgress> components,
        Instant acceptedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expectedEnd,
        int learnedFrom) {

    /** @param doneAt left out while it is not done */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ComponentProgress(String name, @Nullable Instant doneAt) {

        static ComponentProgress of(Piece piece) {
            return new ComponentProgress(piece.name(), piece.doneAt());
        }
    }

    static ProgressView of(OperationProgress found) {
        return new ProgressView(
                found.operation().order().stackId(),
                found.operation().order().operation(),
                found.operation().state(),
                found.progress().percent(),
                found.progress().done(),
                found.progress().total(),
                found.pieces().stream().map(ComponentProgress::of).toList(),
                found.operation().acceptedAt(),
                found.operation().finishedAt(),
                found.progress().expectedEnd(),
                found.learnedFrom());
    }
}
