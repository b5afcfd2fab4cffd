package dev.gatehouse.request.stack.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import io.smallrye.mutiny.Uni;
import java.time.ZoneOffset;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A new row of {@code stack}: the one statement of this table that every request runs, so past the mapping. */
final class StackInsert {
    private static final DirectStatement INSERT = new DirectStatement("""
            insert into stack (
                id, name, team, environment, namespace, labels, template, version, generation, parameters, operation_id,
                operation_number, operation_kind, operation_state, target_version, target_generation, provisioning,
                upgrade, failure, components, outputs, requested_by, requested_at, deleted_at)
            values (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24)""");

    private StackInsert() {}

    static Uni<Integer> run(Mutiny.Session session, StackRow row) {
        return INSERT.update(session, values(row));
    }

    /** In the order of the statement's columns. */
    private static @Nullable Object[] values(StackRow row) {
        return new @Nullable Object[] {
            row.id,
            row.name,
            row.team,
            row.environment,
            row.namespace,
            row.labels,
            row.template,
            row.version,
            row.generation,
            row.parameters,
            row.operationId,
            row.operationNumber,
            row.operationKind.name(),
            row.operationState.name(),
            row.targetVersion,
            row.targetGeneration,
            row.provisioning.name(),
            row.upgrade.name(),
            row.failure,
            row.components,
            row.outputs,
            row.requestedBy,
            row.requestedAt.atOffset(ZoneOffset.UTC),
            row.deletedAt == null ? null : row.deletedAt.atOffset(ZoneOffset.UTC)
        };
    }
}
